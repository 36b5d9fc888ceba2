package dev.holdfast.branchfs.overlay;

import dev.holdfast.branchfs.tree.LazyTree;
import java.util.concurrent.locks.ReentrantLock;

/// What the overlay has of one chunk of one file. All but [#recent] belong to whoever holds
/// [#lock].
final class Chunk {
    static final int BYTES = LazyTree.CHUNK_BYTES;
    static final int BLOCK = 4096;
    static final int BLOCKS = BYTES / BLOCK;
    static final int NO_SLOT = -1;

    /// One bit for each block.
    static final int ALL = -1;

    final ReentrantLock lock = new ReentrantLock();
    int slot = NO_SLOT;

    /// The blocks that stand in the slot, a bit for each.
    int present;

    /// Whether the slot may never be given up: something was written, or room was promised.
    boolean lasting;

    /// Whether it was read since the hand of the clock came by.
    volatile boolean recent;

    /// The blocks that bytes `from` to `to` of a chunk touch.
    static int blocks(int from, int to) {
        return from >= to ? 0 : bits(from / BLOCK, (to + BLOCK - 1) / BLOCK);
    }

    /// The blocks before byte `end` of a chunk, the one that it cuts among them. `end` may lie
    /// outside of the chunk.
    static int blocksBefore(long end) {
        return blocks(0, Math.clamp(end, 0, BYTES));
    }

    private static int bits(int first, int end) {
        int count = end - first;
        return count == 0 ? 0 : ALL >>> (BLOCKS - count) << first;
    }

    boolean has(int blocks) {
        return (blocks & ~present) == 0;
    }
}
