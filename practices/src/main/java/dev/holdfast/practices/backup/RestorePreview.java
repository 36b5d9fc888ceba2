package dev.holdfast.practices.backup;

import java.time.Instant;

/// What a restore would do: shown before it is done.
///
/// @param present what is in the directory now, for people
public record RestorePreview(
        String snapshot,
        String server,
        String storage,
        Instant finished,
        long bytes,
        String version,
        String directory,
        String present) {}
