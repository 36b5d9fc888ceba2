package dev.holdfast.storages.s3;

import dev.holdfast.storages.remote.PassingFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Reads a part of an object, and trusts neither the length nor the place that the answer claims.
record RangeReading(S3Calls calls, S3Objects objects, S3Failures failures) {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+)");
    private static final int CHUNK = 256 << 10;

    void run(String key, long offset, ByteBuffer target) {
        AtomicLong arrived = new AtomicLong();
        byte[] bytes = new byte[target.remaining()];
        calls.call(
                key,
                client -> {
                    read(client, key, offset, bytes, arrived);
                    return key;
                },
                arrived::get);
        target.put(bytes);
    }

    private void read(S3Client client, String key, long offset, byte[] bytes, AtomicLong arrived)
            throws IOException {
        String range = "bytes=" + offset + "-" + (offset + bytes.length - 1);
        ResponseInputStream<GetObjectResponse> response = objects.get(client, key, range);
        try {
            requirePlace(key, response.response(), offset, bytes.length);
            fill(response, bytes, arrived);
            response.close();
        } catch (IOException | RuntimeException e) {
            response.abort();
            throw e;
        }
    }

    private void requirePlace(String key, GetObjectResponse response, long offset, int length)
            throws IOException {
        Matcher place = CONTENT_RANGE.matcher(String.valueOf(response.contentRange()));
        if (!place.matches() || Long.parseLong(place.group(1)) != offset) {
            throw new PassingFailure(
                    "asked for bytes from %d on, the service sent %s"
                            .formatted(offset, response.contentRange()));
        }
        if (Long.parseLong(place.group(2)) < offset + length) {
            throw failures.problems().endsAt(key, Long.parseLong(place.group(2)));
        }
        if (response.contentLength() != length) {
            throw new PassingFailure(
                    "asked for %d bytes, the service sent %d"
                            .formatted(length, response.contentLength()));
        }
    }

    private static void fill(InputStream stream, byte[] bytes, AtomicLong arrived)
            throws IOException {
        int filled = 0;
        while (filled < bytes.length) {
            int count = stream.read(bytes, filled, Math.min(CHUNK, bytes.length - filled));
            if (count < 0) {
                throw new PassingFailure(
                        "it ended after %d of %d bytes".formatted(filled, bytes.length));
            }
            filled += count;
            arrived.addAndGet(count);
        }
    }
}
