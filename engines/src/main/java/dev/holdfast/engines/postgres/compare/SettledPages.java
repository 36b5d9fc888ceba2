package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.engines.postgres.compare.LiveHeaders.Piece;
import dev.holdfast.engines.postgres.page.PageHeader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Which pages of a table have not changed on the live server since an LSN, as its files have them.
///
/// @param segmentPages of one file
record SettledPages(LiveHeaders headers, long segmentPages, Lsn stop) {

    /// @param empty allocated and never used
    record Found(BitSet settled, BitSet empty) {}

    Found among(Stretch stretch) throws InterruptedException {
        long segment = stretch.first() / segmentPages;
        String path = stretch.table().path() + (segment == 0 ? "" : "." + segment);
        long begin = stretch.first() % segmentPages;
        Found found = new Found(new BitSet(), new BitSet());
        headers.read(
                pieces(path, begin, stretch.pages()),
                (_, page, header) -> {
                    if (PageHeader.isNew(header, 0)) {
                        found.empty().set((int) (page - begin));
                    } else if (!stop.isBefore(PageHeader.lsn(header, 0))) {
                        found.settled().set((int) (page - begin));
                    }
                });
        found.settled().and(stretch.pages());
        found.empty().and(stretch.pages());
        return found;
    }

    private static List<Piece> pieces(String path, long begin, BitSet pages) {
        List<Piece> pieces = new ArrayList<>();
        for (int at = pages.nextSetBit(0); at >= 0; ) {
            int end = pages.nextClearBit(at);
            pieces.add(new Piece(path, begin + at, begin + end - 1));
            at = pages.nextSetBit(end);
        }
        return pieces;
    }
}
