package dev.holdfast.storages.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// A whole object as it arrives. It ends where the service said that it would, or fails.
final class ObjectStream extends InputStream {
    private final S3Calls calls;
    private final String key;
    private final ResponseInputStream<GetObjectResponse> response;
    private final long sizeBytes;
    private long position;
    private boolean ended;

    ObjectStream(S3Calls calls, String key, ResponseInputStream<GetObjectResponse> response) {
        this.calls = calls;
        this.key = key;
        this.response = response;
        this.sizeBytes = response.response().contentLength();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        int count = calls.call(key, _ -> response.read(target, offset, length));
        ended = count < 0;
        position += Math.max(0, count);
        if (ended && position != sizeBytes) {
            calls.call(
                    key,
                    _ -> {
                        throw new IOException(
                                "it ended after %d of %d bytes".formatted(position, sizeBytes));
                    });
        }
        return count;
    }

    /// What is left is not waited for.
    @Override
    public void close() throws IOException {
        if (ended) {
            response.close();
        } else {
            response.abort();
        }
    }
}
