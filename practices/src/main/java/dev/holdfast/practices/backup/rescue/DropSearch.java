package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalVisitor;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/// Finds the transactions that dropped something of one database, and keeps the newest of them.
/// TRUNCATE and rewrites give a new file for each that goes, so they are none of these.
final class DropSearch implements WalVisitor {
    private static final int KEPT = 64;

    private final long database;
    private final Lsn from;
    private final LongAdder read;
    private final Map<Long, Integer> made = new HashMap<>();
    private final Map<Long, Set<Long>> gone = new HashMap<>();
    private final Deque<Drop> newest = new ArrayDeque<>();

    /// @param nodes the numbers of the files that went
    record Drop(long xid, Instant time, Lsn lsn, Set<Long> nodes) {
        /// As `--at` takes it.
        String before() {
            return "before-xid:" + xid;
        }
    }

    /// @param database oid
    /// @param from transactions that ended before do not count
    /// @param read counts bytes
    DropSearch(long database, Lsn from, LongAdder read) {
        this.database = database;
        this.from = from;
        this.read = read;
    }

    /// Oldest first.
    List<Drop> drops() {
        return List.copyOf(newest);
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
    public void made(NewFile file) {
        if (file.database() == database) {
            made.merge(file.xid(), 1, Integer::sum);
        }
    }

    @Override
    public void composed(TransactionParts parts) {
        for (Long part : parts.parts()) {
            Integer count = made.remove(part);
            if (count != null) {
                made.merge(parts.xid(), count, Integer::sum);
            }
        }
    }

    @Override
    public void gone(GoneFiles files) {
        Set<Long> nodes = new HashSet<>();
        files.files().stream()
                .filter(file -> file.database() == database)
                .forEach(file -> nodes.add(file.node()));
        gone.put(files.xid(), nodes);
    }

    @Override
    public void ended(Transaction transaction) {
        int came = made.getOrDefault(transaction.xid(), 0);
        made.remove(transaction.xid());
        Set<Long> nodes = gone.remove(transaction.xid());
        boolean counts = transaction.committed() && !transaction.at().isBefore(from);
        if (nodes != null && counts && nodes.size() > came) {
            newest.add(new Drop(transaction.xid(), transaction.time(), transaction.at(), nodes));
            if (newest.size() > KEPT) {
                newest.removeFirst();
            }
        }
    }
}
