package dev.holdfast.engines.postgres.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// PostgreSQL's data page checksum: 32 interleaved FNV-1a hashes, folded (`storage/checksum.h`,
/// `checksum_impl.h`).
public final class PageChecksum {

    private static final int LANES = 32;
    private static final int ROW_BYTES = LANES * Integer.BYTES;
    private static final int PRIME = 16777619;

    /// The upper half of the word that holds `pd_checksum`, which counts as zero, is `pd_flags`.
    private static final int CHECKSUM_LANE = 2;

    private static final int WITHOUT_CHECKSUM = 0xFFFF_0000;

    private static final int[] SEEDS = {
        0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2,
        0x83E13D2C, 0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C,
        0xF718902A, 0x0B1C9CDB, 0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979,
        0xCCA6C0B2, 0x304A0979, 0x85AA43D4, 0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E,
        0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756
    };

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private PageChecksum() {}

    /// What `pd_checksum` must be, from 1 to 65535.
    ///
    /// @param pageBytes a multiple of 128
    /// @param block the page's number in its relation fork, over all its segments
    public static int of(byte[] bytes, int offset, int pageBytes, long block) {
        return Integer.remainderUnsigned(hash(bytes, offset, pageBytes) ^ (int) block, 65535) + 1;
    }

    /// Nothing but two plain loops: C2 turns the inner one into vector instructions (4,600–6,500
    /// MB/s per core); unrolling by hand was slower.
    private static int hash(byte[] bytes, int offset, int pageBytes) {
        int[] sums = SEEDS.clone();
        for (int row = 0; row < pageBytes / ROW_BYTES; row++) {
            for (int lane = 0; lane < LANES; lane++) {
                int word = (int) WORDS.get(bytes, offset + row * ROW_BYTES + lane * Integer.BYTES);
                if (row == 0 && lane == CHECKSUM_LANE) {
                    word &= WITHOUT_CHECKSUM;
                }
                int mixed = sums[lane] ^ word;
                sums[lane] = mixed * PRIME ^ (mixed >>> 17);
            }
        }
        int folded = 0;
        for (int sum : sums) {
            folded ^= mixZeros(sum);
        }
        return folded;
    }

    /// Two more rounds over zeros.
    private static int mixZeros(int sum) {
        int once = sum * PRIME ^ (sum >>> 17);
        return once * PRIME ^ (once >>> 17);
    }
}
