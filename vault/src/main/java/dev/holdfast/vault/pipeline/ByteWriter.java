package dev.holdfast.vault.pipeline;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Bytes that grow at their end.
public final class ByteWriter {
    private byte[] buffer;
    private int length;

    public ByteWriter(int capacity) {
        buffer = new byte[Math.max(16, capacity)];
    }

    /// An unsigned number below 2^63 in groups of seven bits, the lowest first (LEB128).
    public void varint(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        reserve(10);
        long rest = value;
        while (rest > 0x7F) {
            buffer[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
    }

    /// A signed number: 0, -1, 1, -2 … become 0, 1, 2, 3 …
    public void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    public void name(Name name) {
        reserve(Name.BYTES);
        name.put(ByteBuffer.wrap(buffer, length, Name.BYTES));
        length += Name.BYTES;
    }

    public void bytes(byte[] source) {
        bytes(source, 0, source.length);
    }

    public void bytes(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, buffer, length, count);
        length += count;
    }

    public int length() {
        return length;
    }

    /// The buffer itself, valid up to [#length] until more is written.
    public byte[] buffer() {
        return buffer;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    public void clear() {
        length = 0;
    }

    private void reserve(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(length, more), 2 * length));
        }
    }
}
