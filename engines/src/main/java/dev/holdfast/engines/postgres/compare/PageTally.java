package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.engines.postgres.page.PageHeader;
import java.util.Optional;

/// Judges one page after the other by its two headers, and counts.
final class PageTally {

    private final Lsn stop;
    private final Lsn recoveredTo;
    private long equal;
    private long newer;
    private long touched;

    PageTally(Lsn stop, Lsn recoveredTo) {
        this.stop = stop;
        this.recoveredTo = recoveredTo;
    }

    /// @param copy empty where the copy has no such page
    /// @return what is wrong, if anything is
    Optional<String> judge(byte[] live, Optional<byte[]> copy) {
        if (PageHeader.isNew(live, 0)) {
            return Optional.empty(); // allocated and never used: nothing is in it
        }
        Lsn expected = PageHeader.lsn(live, 0);
        if (stop.isBefore(expected)) {
            newer++;
            return Optional.empty();
        }
        if (copy.isEmpty()) {
            return Optional.of("the copy ends before it");
        }
        byte[] page = copy.get();
        Lsn found = PageHeader.lsn(page, 0);
        if (PageHeader.isNew(page, 0)) {
            return Optional.of("the copy has zeros, the live server has " + expected);
        }
        if (found.equals(expected)) {
            equal++;
            return Optional.empty();
        }
        if (recoveredTo.isBefore(found)) {
            touched++;
            return Optional.empty();
        }
        return Optional.of("the copy is of %s, the live server of %s".formatted(found, expected));
    }

    long equal() {
        return equal;
    }

    /// Changed on the live server since the snapshot's end.
    long newer() {
        return newer;
    }

    /// Changed by the restored server itself when it made its login.
    long touched() {
        return touched;
    }
}
