package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.practices.backup.moment.Onward.Content;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Counts the records between two places, and keeps one of the transactions: the nth replaces the
/// one that is kept with the chance 1/n (reservoir sampling), so each is as likely as the others.
final class LogTally implements WalVisitor {
    private final Lsn from;
    private final Lsn limit;
    private final RandomGenerator random;
    private long records;
    private long transactions;
    private Lsn reached;
    private boolean arrived;
    private @Nullable Transaction kept;

    LogTally(Lsn from, Lsn limit, RandomGenerator random) {
        this.from = from;
        this.limit = limit;
        this.random = random;
        this.reached = from;
    }

    @Override
    public void record(Lsn at, Lsn end) {
        if (counts(at, end)) {
            records++;
            reached = end;
        }
        arrived = arrived || !end.isBefore(limit);
    }

    @Override
    public void ended(Transaction transaction) {
        if (counts(transaction.at(), transaction.end()) && random.nextLong(++transactions) == 0) {
            kept = transaction;
        }
    }

    private boolean counts(Lsn at, Lsn end) {
        return !at.isBefore(from) && !limit.isBefore(end);
    }

    boolean hasArrived() {
        return arrived;
    }

    Content content() {
        return new Content(records, reached, Optional.ofNullable(kept));
    }
}
