package dev.holdfast.vault.pipeline;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads what [ByteWriter] wrote, and never beyond its end: whatever is not there is [DamagedData].
public final class ByteReader {
    private static final String ENDS_EARLY = "it ends in the middle of a value";

    private final byte[] buffer;
    private final int end;
    private int position;

    /// @throws DamagedData when `buffer` has no such range
    public ByteReader(byte[] buffer, int from, int length) {
        if (from < 0 || length < 0 || from > buffer.length - length) {
            throw new DamagedData("a reference leads outside its frame");
        }
        this.buffer = buffer;
        this.position = from;
        this.end = from + length;
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (position == end) {
                throw new DamagedData(ENDS_EARLY);
            }
            byte next = buffer[position++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new DamagedData("a number is too long");
    }

    /// A number of things, each of which takes at least `bytesEach`: so no more than the rest
    /// holds.
    public int count(int bytesEach) {
        long count = varint();
        if (count > (end - position) / bytesEach) {
            throw new DamagedData("it announces %d entries, more than it holds".formatted(count));
        }
        return (int) count;
    }

    public int integer() {
        long value = varint();
        if (value > Integer.MAX_VALUE) {
            throw new DamagedData("a number is out of range: " + value);
        }
        return (int) value;
    }

    public long zigzag() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    public Name name() {
        return Name.of(ByteBuffer.wrap(buffer, take(Name.BYTES), Name.BYTES));
    }

    public byte[] bytes(int count) {
        int from = take(count);
        return Arrays.copyOfRange(buffer, from, from + count);
    }

    public int remaining() {
        return end - position;
    }

    public void checkEnd() {
        if (position != end) {
            throw new DamagedData("it has %d bytes too many".formatted(end - position));
        }
    }

    private int take(int count) {
        if (count < 0 || count > end - position) {
            throw new DamagedData(ENDS_EARLY);
        }
        int from = position;
        position += count;
        return from;
    }
}
