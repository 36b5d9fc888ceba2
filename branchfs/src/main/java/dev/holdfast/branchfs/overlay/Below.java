package dev.holdfast.branchfs.overlay;

import dev.holdfast.branchfs.kernel.Errno;
import dev.holdfast.branchfs.kernel.ErrnoException;
import dev.holdfast.branchfs.tree.LazyContent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// A file as it stands below.
///
/// @param path for messages
record Below(String path, long sizeBytes, LazyContent content, Health health) {

    /// A file that is only in the overlay.
    static Below nothing(Health health) {
        return new Below("", 0, Below::read, health);
    }

    private static void read(long offset, ByteBuffer target) {
        throw new IllegalStateException(
                "%d bytes at %d of a new file".formatted(target.remaining(), offset));
    }

    int chunks() {
        return (int) ((sizeBytes + Chunk.BYTES - 1) / Chunk.BYTES);
    }

    /// Puts the chunk into `scratch`; behind the end of the file nothing changes there.
    void fetch(int chunk, MemorySegment scratch, Deadline deadline)
            throws IOException, InterruptedException {
        long start = Piece.start(chunk);
        long count = Math.min(Chunk.BYTES, sizeBytes - start);
        ByteBuffer target = scratch.asSlice(0, count).asByteBuffer();
        try {
            deadline.run(() -> content.read(start, target));
        } catch (IOException | RuntimeException e) {
            throw failed(start, e);
        }
        if (target.hasRemaining()) {
            throw failed(start, new IOException(target.remaining() + " bytes are missing"));
        }
    }

    private ErrnoException failed(long start, Exception cause) {
        String what = "could not read %s at %d".formatted(path, start);
        health.readFailed(what, cause);
        ErrnoException failure = new ErrnoException(Errno.EIO, what);
        failure.initCause(cause);
        return failure;
    }
}
