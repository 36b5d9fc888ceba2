package dev.holdfast.core.operation;

/// What is asked of a practice, as a record. The CLI and the API share these.
///
/// @param <R> the result record
public interface Request<R> {

    /// What kind of operation this is, such as `backup run`: the words of the command line.
    String kind();

    /// What it works on, such as `shop@production`. Two running operations of one kind never share
    /// a subject: the second is refused with `OPERATION_RUNNING`.
    String subject();
}
