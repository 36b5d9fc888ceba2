package dev.holdfast.practices.branch;

import dev.holdfast.vault.ContentSink;
import java.io.ByteArrayOutputStream;

/// A small file, in memory.
final class Collected implements ContentSink {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    @Override
    public void bytes(long offset, byte[] buffer, int from, int length) {
        content.write(buffer, from, length);
    }

    @Override
    public void zeros(long offset, long length) {
        content.writeBytes(new byte[Math.toIntExact(length)]);
    }

    byte[] bytes() {
        return content.toByteArray();
    }
}
