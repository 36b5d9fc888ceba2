package dev.holdfast.branchfs.overlay;

/// Arithmetic on the blocks of a chunk: a mask has a bit for each.
final class Runs {
    private Runs() {}

    /// Whether the block of byte `at` is in `mask`.
    static boolean has(int mask, int at) {
        return (mask >>> (at / Chunk.BLOCK) & 1) != 0;
    }

    /// The end of the run of blocks that are in `mask`, or are not, as that of byte `at`; `limit`
    /// at most.
    static int end(int mask, int at, int limit) {
        boolean state = has(mask, at);
        int end = blockEnd(at);
        while (end < limit && has(mask, end) == state) {
            end += Chunk.BLOCK;
        }
        return Math.min(end, limit);
    }

    static int blockStart(int at) {
        return at / Chunk.BLOCK * Chunk.BLOCK;
    }

    static int blockEnd(int at) {
        return blockStart(at) + Chunk.BLOCK;
    }
}
