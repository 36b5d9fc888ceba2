package dev.holdfast.storages.sftp;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/// A whole object, read in pieces.
final class PiecesStream extends InputStream {
    private static final int PIECE = 1 << 20;

    private final SftpStorage storage;
    private final String key;
    private final long sizeBytes;
    private long position;
    private ByteBuffer piece = ByteBuffer.allocate(0);

    PiecesStream(SftpStorage storage, String key, long sizeBytes) {
        this.storage = storage;
        this.key = key;
        this.sizeBytes = sizeBytes;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (!piece.hasRemaining() && position < sizeBytes) {
            ByteBuffer next = ByteBuffer.allocate((int) Math.min(PIECE, sizeBytes - position));
            storage.read(key, position, next);
            position += next.capacity();
            piece = next.flip();
        }
        if (!piece.hasRemaining()) {
            return -1;
        }
        int count = Math.min(length, piece.remaining());
        piece.get(target, offset, count);
        return count;
    }
}
