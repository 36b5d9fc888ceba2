package dev.holdfast.branchfs.overlay;

/// The part of a range that lies in one chunk.
///
/// @param from the first byte within the chunk
/// @param to behind the last
record Piece(int chunk, int from, int to) {

    /// The first part of `count` bytes at `position`.
    static Piece of(long position, long count) {
        int from = (int) (position % Chunk.BYTES);
        int length = (int) Math.min(count, Chunk.BYTES - from);
        return new Piece((int) (position / Chunk.BYTES), from, from + length);
    }

    /// Where the chunk begins in its file.
    static long start(int chunk) {
        return (long) chunk * Chunk.BYTES;
    }

    int length() {
        return to - from;
    }

    long end() {
        return start(chunk) + to;
    }

    int blocks() {
        return Chunk.blocks(from, to);
    }

    /// Whether writing it would leave a block half of which stands below only.
    ///
    /// @param below how many bytes of the chunk the tree below gives
    boolean cutsBelow(Chunk held, int below) {
        boolean head = !Runs.has(held.present, from) && Runs.blockStart(from) < from;
        boolean tail = !Runs.has(held.present, to - 1) && to < Runs.blockEnd(to - 1);
        return (head && Runs.blockStart(from) < below) || (tail && to < below);
    }
}
