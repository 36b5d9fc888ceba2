package dev.holdfast.vault.pipeline;

/// A set of names in primitive arrays: 16 bytes each, in a table that is at most three quarters
/// full. One thread at a time.
public final class NameSet {
    /// A bound that the arrays can hold, at 4 GB. In a heap of 512 MB there is room for about five
    /// million names, which are 160 TB of packs.
    public static final int MOST = 100_000_000;

    private static final int FIRST = 1 << 10;

    private long[] table = new long[2 * FIRST];
    private int size;
    private boolean hasZero;

    /// @return whether it was not there yet
    public boolean add(Name name) {
        if (isZero(name.high(), name.low())) {
            boolean added = !hasZero;
            hasZero = true;
            return added;
        }
        int at = slot(table, name.high(), name.low());
        if (!isFree(table, at)) {
            return false;
        }
        if (size == MOST) {
            throw new IllegalStateException("more than " + MOST + " names");
        }
        put(table, at, name.high(), name.low());
        size++;
        growIfFull();
        return true;
    }

    public boolean has(Name name) {
        return isZero(name.high(), name.low())
                ? hasZero
                : !isFree(table, slot(table, name.high(), name.low()));
    }

    public int size() {
        return size + (hasZero ? 1 : 0);
    }

    private void growIfFull() {
        int capacity = table.length / 2;
        if (size <= capacity / 4 * 3) {
            return;
        }
        long[] larger = new long[2 * table.length];
        for (int at = 0; at < table.length; at += 2) {
            if (!isFree(table, at)) {
                put(larger, slot(larger, table[at], table[at + 1]), table[at], table[at + 1]);
            }
        }
        table = larger;
    }

    /// Where the name is, or where it belongs. Names are hashes or random: any part of them spreads
    /// well.
    private static int slot(long[] table, long high, long low) {
        int mask = table.length - 1;
        int at = ((int) (high ^ (low >>> 32)) << 1) & mask;
        while (!isFree(table, at) && !(table[at] == high && table[at + 1] == low)) {
            at = (at + 2) & mask;
        }
        return at;
    }

    private static void put(long[] table, int at, long high, long low) {
        table[at] = high;
        table[at + 1] = low;
    }

    private static boolean isFree(long[] table, int at) {
        return isZero(table[at], table[at + 1]);
    }

    private static boolean isZero(long high, long low) {
        return high == 0 && low == 0;
    }
}
