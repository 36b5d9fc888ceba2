package dev.holdfast.storages.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpInputStreamAsync;

/// Reads a part of a file, several requests on their way at once.
record RangeOf(String path) {
    private static final int BUFFER = 32 << 10;

    static RangeOf file(String path) {
        return new RangeOf(path);
    }

    /// Fills `bytes` from `offset` on, if the file is long enough; gives its size.
    long read(SftpClient client, long offset, byte[] bytes, AtomicLong arrived) throws IOException {
        try (CloseableHandle handle = client.open(path, OpenMode.Read)) {
            long size = client.stat(handle).getSize();
            long end = offset + bytes.length;
            if (size >= end && bytes.length > 0) {
                try (InputStream stream =
                        new SftpInputStreamAsync(
                                (AbstractSftpClient) client,
                                BUFFER,
                                offset,
                                end,
                                path,
                                handle,
                                false)) {
                    fill(stream, bytes, arrived);
                }
            }
            return size;
        }
    }

    private static void fill(InputStream stream, byte[] bytes, AtomicLong arrived)
            throws IOException {
        int filled = 0;
        while (filled < bytes.length) {
            int count = stream.read(bytes, filled, bytes.length - filled);
            if (count < 0) {
                throw new IOException(
                        "it ended after %d of %d bytes".formatted(filled, bytes.length));
            }
            filled += count;
            arrived.addAndGet(count);
        }
    }
}
