package dev.holdfast.core.operation;

import java.util.List;

/// A result of something that was carried out, and that may have found or left things not well: a
/// proof that failed, a storage that is behind. On the command line that is exit code 1; the daemon
/// alerts.
public interface Judged {

    /// What is not well, one line each, for people; empty when all is.
    List<String> concerns();
}
