package dev.holdfast.branchfs.overlay;

/// Recognises who reads a file from front to back. Several such readers of one file, as the workers
/// of a parallel scan are, count as one as long as they stay close.
final class Sequence {
    private static final int FIRST_WINDOW = 4;
    private static final int LAST_WINDOW = 32;
    private static final int CLOSE = 2;

    private volatile int last = -CLOSE - 1;
    private int window = FIRST_WINDOW;
    private int ahead;

    /// Chunks to fetch: `from` up to, and without, `to`.
    record Range(int from, int to) {
        static final Range NOTHING = new Range(0, 0);
    }

    /// Says that a reader has come to `chunk`, and learns what it will want.
    Range reached(int chunk) {
        return chunk == last ? Range.NOTHING : moved(chunk);
    }

    private synchronized Range moved(int chunk) {
        int step = chunk - last;
        last = Math.max(chunk, step < 0 && step >= -CLOSE ? last : chunk);
        if (Math.abs(step) > CLOSE) {
            window = FIRST_WINDOW;
            ahead = 0;
            return Range.NOTHING;
        }
        if (step < 0 || ahead > chunk + window / 2) {
            return Range.NOTHING;
        }
        Range range = new Range(Math.max(ahead, chunk + 1), chunk + 1 + window);
        ahead = range.to();
        window = Math.min(LAST_WINDOW, 2 * window);
        return range;
    }
}
