package dev.holdfast.practices.branch;

import dev.holdfast.practices.branch.Materialised.PagePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Counts what all workers of one [Materialiser] do.
final class Tally {
    /// Enough to see a pattern; a destroyed relation has millions.
    private static final int MOST_INVALID_PAGES = 1000;

    final LongAdder files = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder writtenBytes = new LongAdder();
    final LongAdder pages = new LongAdder();
    private final List<PagePlace> invalidPages = new ArrayList<>();

    synchronized void invalid(String file, int page) {
        if (invalidPages.size() < MOST_INVALID_PAGES) {
            invalidPages.add(new PagePlace(file, page));
        }
    }

    synchronized Materialised result() {
        return new Materialised(
                files.sum(), bytes.sum(), writtenBytes.sum(), pages.sum(), invalidPages);
    }
}
