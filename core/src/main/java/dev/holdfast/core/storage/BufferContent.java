package dev.holdfast.core.storage;

import java.io.InputStream;
import java.nio.ByteBuffer;

record BufferContent(ByteBuffer buffer) implements Content {

    @Override
    public long sizeBytes() {
        return buffer.remaining();
    }

    @Override
    public InputStream open() {
        return new Reader(buffer.duplicate());
    }

    private static final class Reader extends InputStream {
        private final ByteBuffer remaining;

        Reader(ByteBuffer remaining) {
            this.remaining = remaining;
        }

        @Override
        public int read() {
            return remaining.hasRemaining() ? remaining.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (!remaining.hasRemaining()) {
                return -1;
            }
            int count = Math.min(length, remaining.remaining());
            remaining.get(target, offset, count);
            return count;
        }

        @Override
        public int available() {
            return remaining.remaining();
        }
    }
}
