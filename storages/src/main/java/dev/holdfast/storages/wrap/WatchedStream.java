package dev.holdfast.storages.wrap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Tells of every stretch of bytes that was read.
final class WatchedStream extends FilterInputStream {
    private static final int LONGEST_STRETCH = 64 << 10;

    private final Watcher watcher;

    /// Hears how many bytes were read; it may take its time.
    interface Watcher {
        void read(long bytes) throws IOException;
    }

    WatchedStream(InputStream stream, Watcher watcher) {
        super(stream);
        this.watcher = watcher;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            watcher.read(1);
        }
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, Math.min(length, LONGEST_STRETCH));
        if (count > 0) {
            watcher.read(count);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return 0; // whoever skips reads instead
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
