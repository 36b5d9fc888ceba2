package dev.holdfast.vault;

import dev.holdfast.core.engine.SourceFile;

/// Where one worker thread puts what it read: content is cut into frames, named, compressed,
/// encrypted and packed on that thread. Made by [SnapshotWriter#lane], which closes it.
///
/// Frames hold up to 128 KiB of one or of several files and never cross directories. Content that
/// comes in order is cut at multiples of 128 KiB of its file, so that a later read of it is found
/// again. To the same end, append small files in the same order each time.
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class Lane {
    Lane() {}

    /// Bytes of `file` at `offset`; no byte of a file may come twice. For paged files both are
    /// multiples of the page size. The buffer is free again after the call.
    public void append(SourceFile file, long offset, byte[] buffer, int from, int length)
            throws InterruptedException {
        throw new UnsupportedOperationException("soon");
    }

    /// Ends the current frame: call it where a group of files or a chunk of a big file begins.
    public void cut() throws InterruptedException {
        throw new UnsupportedOperationException("soon");
    }
}
