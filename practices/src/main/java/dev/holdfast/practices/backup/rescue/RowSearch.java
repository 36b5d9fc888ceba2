package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.core.engine.rescue.RowRescue.TableFiles;
import dev.holdfast.practices.backup.rescue.FoundChanges.Found;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.LongAdder;

/// Counts what each transaction did to some rows, and keeps those that did most.
final class RowSearch implements WalVisitor {
    private static final int KEPT = 20;

    private final TableFiles files;
    private final SoughtRows rows;
    private final Lsn from;
    private final LongAdder read;
    private final Map<Long, Tally> open = new HashMap<>();
    private final PriorityQueue<Found> most =
            new PriorityQueue<>(Comparator.comparingLong(Found::rows).thenComparing(Found::time));
    private long count;

    private static final class Tally {
        private long deleted;
        private long updated;
        private boolean rewritten;

        void add(Tally part) {
            deleted += part.deleted;
            updated += part.updated;
            rewritten |= part.rewritten;
        }
    }

    /// @param files where the table lies, or lay
    /// @param from transactions that ended before do not count
    /// @param read counts bytes
    RowSearch(TableFiles files, SoughtRows rows, Lsn from, LongAdder read) {
        this.files = files;
        this.rows = rows;
        this.from = from;
        this.read = read;
    }

    long count() {
        return count;
    }

    /// Oldest first.
    List<Found> found() {
        return most.stream().sorted(Comparator.comparing(Found::time)).toList();
    }

    @Override
    public boolean wantsRows() {
        return true;
    }

    @Override
    public void record(Lsn at, Lsn end) {
        read.add(end.value() - at.value());
    }

    @Override
    public void changed(RowChange change) {
        if (rows.touches(change)) {
            Tally tally = tally(change.xid());
            if (change.deleted()) {
                tally.deleted++;
            } else {
                tally.updated++;
            }
        }
    }

    @Override
    public void made(NewFile file) {
        if (files.has(file.database(), file.node())) {
            tally(file.xid()).rewritten = true;
        }
    }

    @Override
    public void gone(GoneFiles gone) {
        if (gone.files().stream().anyMatch(file -> files.has(file.database(), file.node()))) {
            tally(gone.xid()).rewritten = true;
        }
    }

    private Tally tally(long xid) {
        return open.computeIfAbsent(xid, _ -> new Tally());
    }

    @Override
    public void composed(TransactionParts parts) {
        for (Long part : parts.parts()) {
            rows.composed(parts.xid(), part);
            Tally tally = open.remove(part);
            if (tally != null) {
                tally(parts.xid()).add(tally);
            }
        }
    }

    @Override
    public void ended(Transaction transaction) {
        Tally tally = open.remove(transaction.xid());
        boolean counts = !transaction.at().isBefore(from);
        if (counts) {
            rows.ended(transaction.xid(), transaction.committed());
        }
        if (tally != null && transaction.committed() && counts) {
            keep(transaction, tally);
        }
    }

    private void keep(Transaction transaction, Tally tally) {
        count++;
        most.add(
                new Found(
                        transaction.xid(),
                        transaction.time(),
                        transaction.at().toString(),
                        tally.deleted,
                        tally.updated,
                        tally.rewritten,
                        false,
                        "before-xid:" + transaction.xid()));
        if (most.size() > KEPT) {
            most.remove();
        }
    }
}
