package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalAudit.Extent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Collects and checks the headers of the log's pages.
final class WalPages {
    private final Extent extent;
    private final byte[] bytes = new byte[WalPageHeader.LONG_BYTES];
    private @Nullable WalPageHeader current;

    WalPages(Extent extent) {
        this.extent = extent;
    }

    boolean isInHeader(Lsn at) {
        Lsn page = at.segmentStart(WalPageHeader.PAGE_BYTES);
        return at.value() - page.value() < WalPageHeader.bytes(page, extent.walSegmentBytes());
    }

    /// @return how many bytes were used up
    int header(Lsn at, byte[] buffer, int offset, int size) throws BrokenWal {
        Lsn page = at.segmentStart(WalPageHeader.PAGE_BYTES);
        int had = (int) (at.value() - page.value());
        int whole = WalPageHeader.bytes(page, extent.walSegmentBytes());
        int part = Math.min(size, whole - had);
        System.arraycopy(buffer, offset, bytes, had, part);
        if (had + part == whole) {
            check(page, WalPageHeader.of(bytes));
        }
        return part;
    }

    WalPageHeader current() {
        return Objects.requireNonNull(current);
    }

    /// After a promotion the first segment of the new timeline begins with pages of the old one.
    private void check(Lsn page, WalPageHeader header) throws BrokenWal {
        WalPageHeader before = current;
        if (!header.address().equals(page)) {
            throw new BrokenWal("page " + page + " says that it is " + header.address());
        }
        if (header.hasUnknownFlags()) {
            throw new BrokenWal("page " + page + " has flags that no version sets");
        }
        if (before != null && before.magic() != header.magic()) {
            throw new BrokenWal("page " + page + " is of another version than the page before");
        }
        if (header.timeline() > extent.timeline()
                || (before != null && header.timeline() < before.timeline())) {
            throw new BrokenWal("page " + page + " is of timeline " + header.timeline());
        }
        checkLength(page, header);
        current = header;
    }

    private void checkLength(Lsn page, WalPageHeader header) throws BrokenWal {
        boolean first = page.equals(page.segmentStart(extent.walSegmentBytes()));
        if (header.isLong() != first) {
            throw new BrokenWal("page " + page + " has the wrong kind of header");
        }
        if (first && !WalPageHeader.systemIdentifier(bytes).equals(extent.systemIdentifier())) {
            throw new BrokenWal(
                    "segment "
                            + page
                            + " is of server "
                            + WalPageHeader.systemIdentifier(bytes)
                            + ", not "
                            + extent.systemIdentifier());
        }
        if (first
                && (WalPageHeader.segmentBytes(bytes) != extent.walSegmentBytes()
                        || WalPageHeader.blockBytes(bytes) != WalPageHeader.PAGE_BYTES)) {
            throw new BrokenWal("segment " + page + " says that segments or pages differ in size");
        }
    }
}
