package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.Lsn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The header of one page of the log (`access/xlog_internal.h`); the first page of a segment has a
/// longer one.
///
/// @param remaining bytes of a record that began on an earlier page
record WalPageHeader(int magic, int flags, int timeline, Lsn address, long remaining) {

    static final int PAGE_BYTES = 8192;
    static final int SHORT_BYTES = 24;
    static final int LONG_BYTES = 40;

    private static final int CONTINUES = 0x0001;
    private static final int LONG = 0x0002;
    private static final int OVERWRITES = 0x0008;
    private static final int KNOWN_FLAGS = 0x000F;

    private static final int SYSTEM_IDENTIFIER = 24;
    private static final int SEGMENT_BYTES = 32;
    private static final int BLOCK_BYTES = 36;

    static int bytes(Lsn page, long segmentBytes) {
        return page.equals(page.segmentStart(segmentBytes)) ? LONG_BYTES : SHORT_BYTES;
    }

    static WalPageHeader of(byte[] bytes) {
        ByteBuffer fields = fields(bytes);
        return new WalPageHeader(
                fields.getShort(0) & 0xFFFF,
                fields.getShort(2) & 0xFFFF,
                fields.getInt(4),
                new Lsn(fields.getLong(8)),
                Integer.toUnsignedLong(fields.getInt(16)));
    }

    private static ByteBuffer fields(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean hasUnknownFlags() {
        return (flags & ~KNOWN_FLAGS) != 0;
    }

    boolean isLong() {
        return (flags & LONG) != 0;
    }

    /// Whether it goes on with a record that began on an earlier page.
    boolean continues() {
        return (flags & CONTINUES) != 0;
    }

    /// Whether a crash cut the record off that began on an earlier page, and another one follows.
    boolean overwrites() {
        return (flags & OVERWRITES) != 0;
    }

    /// Of a long header.
    static String systemIdentifier(byte[] bytes) {
        return Long.toUnsignedString(fields(bytes).getLong(SYSTEM_IDENTIFIER));
    }

    /// Of a long header.
    static long segmentBytes(byte[] bytes) {
        return Integer.toUnsignedLong(fields(bytes).getInt(SEGMENT_BYTES));
    }

    /// Of a long header.
    static long blockBytes(byte[] bytes) {
        return Integer.toUnsignedLong(fields(bytes).getInt(BLOCK_BYTES));
    }
}
