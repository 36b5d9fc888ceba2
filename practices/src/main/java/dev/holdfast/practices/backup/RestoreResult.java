package dev.holdfast.practices.backup;

/// What `backup restore` did.
///
/// @param bytes size of the restored files
/// @param writtenBytes how much of it was written; less than `bytes` for a delta restore
/// @param start the command that starts the server
/// @param moment what it was brought back to
/// @param walBytes of the log that is replayed on top of the snapshot's own
/// @param onStart what the server will do when it is started, for people
public record RestoreResult(
        String snapshot,
        String storage,
        String directory,
        double seconds,
        long files,
        long bytes,
        long writtenBytes,
        String version,
        String start,
        String moment,
        long walBytes,
        String onStart) {}
