package dev.holdfast.engines.postgres.page;

import dev.holdfast.core.engine.Lsn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A page's header in place (`storage/bufpage.h`), and the server's own rule for a page that may be
/// used (`PageIsVerified`).
public final class PageHeader {

    private static final int CHECKSUM = 8;
    private static final int FLAGS = 10;
    private static final int LOWER = 12;
    private static final int UPPER = 14;
    private static final int SPECIAL = 16;

    private static final int ALL_VISIBLE = 0x0004;
    private static final int KNOWN_FLAGS = 0x0007;
    private static final int ALIGNMENT = 8;

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private PageHeader() {}

    /// The end of the last WAL record that changed the page.
    public static Lsn lsn(byte[] bytes, int offset) {
        long high = (int) INTS.get(bytes, offset);
        long low = (int) INTS.get(bytes, offset + Integer.BYTES);
        return new Lsn(high << 32 | (low & 0xFFFF_FFFFL));
    }

    public static int checksum(byte[] bytes, int offset) {
        return unsignedShort(bytes, offset + CHECKSUM);
    }

    /// Whether the page was allocated and never used (`pd_upper` is 0): it has no checksum yet.
    public static boolean isNew(byte[] bytes, int offset) {
        return unsignedShort(bytes, offset + UPPER) == 0;
    }

    /// Whether the page says that every transaction sees all its rows.
    public static boolean isAllVisible(byte[] bytes, int offset) {
        return (unsignedShort(bytes, offset + FLAGS) & ALL_VISIBLE) != 0;
    }

    /// Whether the server would take the page: a sane header and, with `checksums`, the right
    /// checksum; or nothing but zeros.
    ///
    /// @param block the page's number in its relation fork, over all its segments
    public static boolean isValid(
            byte[] bytes, int offset, int pageBytes, long block, boolean checksums) {
        if (isNew(bytes, offset)) {
            return isZero(bytes, offset, pageBytes);
        }
        return isSane(bytes, offset, pageBytes)
                && (!checksums
                        || PageChecksum.of(bytes, offset, pageBytes, block)
                                == checksum(bytes, offset));
    }

    private static boolean isSane(byte[] bytes, int offset, int pageBytes) {
        int lower = unsignedShort(bytes, offset + LOWER);
        int upper = unsignedShort(bytes, offset + UPPER);
        int special = unsignedShort(bytes, offset + SPECIAL);
        return (unsignedShort(bytes, offset + FLAGS) & ~KNOWN_FLAGS) == 0
                && lower <= upper
                && upper <= special
                && special <= pageBytes
                && special % ALIGNMENT == 0;
    }

    private static boolean isZero(byte[] bytes, int offset, int pageBytes) {
        return bytes[offset] == 0
                && Arrays.equals(
                        bytes,
                        offset,
                        offset + pageBytes - 1,
                        bytes,
                        offset + 1,
                        offset + pageBytes);
    }

    private static int unsignedShort(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at) & 0xFFFF;
    }
}
