package dev.holdfast.storages.wrap;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.storages.remote.PassingFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A whole object. Where its stream breaks, the rest comes in pieces, each of which may be tried
/// again.
final class ResumedStream extends InputStream {
    private static final int PIECE = 1 << 20;

    private final Storage storage;
    private final String key;
    private final InputStream stream;
    private long position;
    private @Nullable ByteBuffer piece;
    private long sizeBytes;

    /// @param storage tries again
    ResumedStream(Storage storage, String key, InputStream stream) {
        this.storage = storage;
        this.key = key;
        this.stream = stream;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (piece == null) {
            try {
                int count = stream.read(target, offset, length);
                position += Math.max(0, count);
                return count;
            } catch (HoldfastException e) {
                if (!PassingFailure.isCauseOf(e)) {
                    throw e;
                }
                resume();
            }
        }
        return readPieces(target, offset, length);
    }

    private void resume() {
        ObjectInfo info =
                storage.find(key)
                        .orElseThrow(() ->
                                new HoldfastException(
                                        ProblemCode.OBJECT_MISSING,
                                        "storage '%s': object %s is missing"
                                                .formatted(storage.name(), key),
                                        "holdfast vault check"));
        sizeBytes = info.sizeBytes();
        piece = ByteBuffer.allocate(0);
    }

    private int readPieces(byte[] target, int offset, int length) {
        ByteBuffer left = Objects.requireNonNull(piece);
        if (!left.hasRemaining()) {
            if (position >= sizeBytes) {
                return -1;
            }
            left = ByteBuffer.allocate((int) Math.min(PIECE, sizeBytes - position));
            storage.read(key, position, left);
            left.flip();
            piece = left;
        }
        int count = Math.min(length, left.remaining());
        left.get(target, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
