package dev.holdfast.storages.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reports failures while reading in the words of the storage port.
final class ReportingStream extends FilterInputStream {
    private final Failures failures;
    private final String key;

    ReportingStream(InputStream stream, Failures failures, String key) {
        super(stream);
        this.failures = failures;
        this.key = key;
    }

    @Override
    public int read() {
        return failures.around(key, in::read);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        return failures.around(key, () -> in.read(target, offset, length));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
