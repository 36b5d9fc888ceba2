package dev.holdfast.storages.remote;

import dev.holdfast.core.storage.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/// Content that tells how much of it was taken, so that whoever waits sees that something moves.
public final class CountedContent implements Content {
    private final Content content;
    private final AtomicLong taken = new AtomicLong();

    public CountedContent(Content content) {
        this.content = content;
    }

    /// How many bytes were read, each opening counted.
    public long taken() {
        return taken.get();
    }

    @Override
    public long sizeBytes() {
        return content.sizeBytes();
    }

    @Override
    public InputStream open() throws IOException {
        return new Counting(content.open());
    }

    private final class Counting extends FilterInputStream {
        Counting(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            taken.addAndGet(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            taken.addAndGet(Math.max(0, count));
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
