package dev.holdfast.practices.backup;

import java.time.Instant;

/// What a restore would do: shown before it is done.
///
/// @param present what is in the directory now, for people
/// @param onStart what the server will do when it is started, for people
public record RestorePreview(
        String snapshot,
        String server,
        String storage,
        Instant finished,
        long bytes,
        String version,
        String directory,
        String present,
        String onStart) {}
