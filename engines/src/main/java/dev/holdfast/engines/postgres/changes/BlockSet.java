package dev.holdfast.engines.postgres.changes;

import java.util.Arrays;

/// Block numbers (unsigned 32 bits), four bytes each: one block at the end of a huge relation costs
/// no more than one at its start.
final class BlockSet {

    private static final int SMALLEST = 8;

    private int[] blocks = new int[SMALLEST];
    private int count;
    private boolean ordered = true;

    void add(long block) {
        int key = key(block);
        if (count > 0 && blocks[count - 1] == key) {
            return; // most records change the page that the one before did
        }
        if (count == blocks.length) {
            order();
            if (count > blocks.length / 2) {
                blocks = Arrays.copyOf(blocks, Math.multiplyExact(blocks.length, 2));
            }
        }
        ordered &= count == 0 || blocks[count - 1] < key;
        blocks[count++] = key;
    }

    /// The index of the first block at or above `block`; together with [#block] it walks the set in
    /// order.
    int firstFrom(long block) {
        order();
        int at = Arrays.binarySearch(blocks, 0, count, key(block));
        return at < 0 ? -at - 1 : at;
    }

    /// For how many there is room now.
    int room() {
        return blocks.length;
    }

    int size() {
        order();
        return count;
    }

    long block(int index) {
        return Integer.toUnsignedLong(blocks[index] ^ Integer.MIN_VALUE);
    }

    private static int key(long block) {
        return (int) block ^ Integer.MIN_VALUE;
    }

    /// Sorts, and drops what is there twice.
    private void order() {
        if (ordered) {
            return;
        }
        Arrays.sort(blocks, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || blocks[kept - 1] != blocks[i]) {
                blocks[kept++] = blocks[i];
            }
        }
        count = kept;
        ordered = true;
    }
}
