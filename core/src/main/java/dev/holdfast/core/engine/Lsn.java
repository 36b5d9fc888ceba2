package dev.holdfast.core.engine;

import java.util.Locale;

/// A position in a server's write-ahead log, in bytes. Written as PostgreSQL writes it:
/// `0/3000060`.
public record Lsn(long value) implements Comparable<Lsn> {

    public static final Lsn ZERO = new Lsn(0);

    /// @throws IllegalArgumentException when `text` is not two hexadecimal numbers around a slash
    public static Lsn parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("not an LSN: " + text);
        }
        long high = Long.parseLong(text.substring(0, slash), 16);
        long low = Long.parseLong(text.substring(slash + 1), 16);
        return new Lsn(high << 32 | low);
    }

    /// The start of the WAL segment that holds this position.
    public Lsn segmentStart(long segmentBytes) {
        return new Lsn(value - Long.remainderUnsigned(value, segmentBytes));
    }

    public Lsn plus(long bytes) {
        return new Lsn(value + bytes);
    }

    public boolean isBefore(Lsn other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%X/%X", value >>> 32, value & 0xFFFF_FFFFL);
    }
}
