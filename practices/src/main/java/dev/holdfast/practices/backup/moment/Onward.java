package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalVisitor.Transaction;
import dev.holdfast.practices.backup.moment.Plan.Stop;
import dev.holdfast.vault.StreamPart;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The log that follows one snapshot in one storage: to the end of what is there, where that is not
/// too much; else to the next snapshot, from which the rest would be replayed.
public final class Onward {
    private final Engine engine;
    private final Past past;
    private final Reach reach;
    private final Plan plan;
    private final Lsn end;

    /// What is in it.
    ///
    /// @param records whole, with the right checksum, each linked to the one before it
    /// @param reached the end of the last of them
    /// @param anyCommit one of its transactions, each as likely as the others; empty when it has
    ///   none
    public record Content(long records, Lsn reached, Optional<Transaction> anyCommit) {}

    private Onward(Engine engine, Past past, Reach reach, Plan plan) {
        this.engine = engine;
        this.past = past;
        this.reach = reach;
        this.plan = plan;
        this.end = least(plan.wal().getLast().to(), reach.end());
    }

    /// Empty when no log follows the snapshot.
    ///
    /// @param mostBytes how much may be replayed beyond the next snapshot
    public static Optional<Onward> of(Engine engine, Past past, String snapshot, long mostBytes) {
        return past.timelines().reversed().stream()
                .map(past::reaches)
                .flatMap(reaches ->
                        reaches.stream()
                                .filter(reach -> reach.snapshot().id().equals(snapshot))
                                .filter(reach -> reach.arrives() && !reach.chain().isEmpty())
                                .map(reach -> of(engine, past, reach, reaches, mostBytes)))
                .findFirst();
    }

    private static Onward of(
            Engine engine, Past past, Reach reach, List<Reach> onTheWay, long mostBytes) {
        Plan whole = Plan.of(past, reach, reach.end(), new Stop.AtTheEnd());
        Lsn end = whole.walBytes() <= mostBytes ? reach.end() : nextStop(reach, onTheWay);
        return new Onward(engine, past, reach, Plan.of(past, reach, end, new Stop.AtTheEnd()));
    }

    private static Lsn nextStop(Reach reach, List<Reach> onTheWay) {
        return onTheWay.stream()
                .map(each -> each.snapshot().stop().lsn())
                .filter(reach.snapshot().stop().lsn()::isBefore)
                .findFirst()
                .orElse(reach.end());
    }

    /// Recovers the snapshot and replays all of it.
    public Plan plan() {
        return plan;
    }

    private static Lsn least(Lsn a, Lsn b) {
        return a.isBefore(b) ? a : b;
    }

    /// The hole that ends what leads on from a snapshot; empty where the log does.
    public static Optional<Hole> holeBehind(Past past, String snapshot) {
        return past.timelines().reversed().stream()
                .flatMap(timeline -> past.reaches(timeline).stream())
                .filter(reach -> reach.snapshot().id().equals(snapshot))
                .findFirst()
                .flatMap(reach ->
                        new Holes(past)
                                .all().stream()
                                        .filter(hole ->
                                                hole.stops(reach.lastTimeline(), reach.end()))
                                        .findFirst());
    }

    /// What is read and replayed.
    public List<StreamPart> parts() {
        return plan.wal();
    }

    /// Whether it ends where the stored log ends.
    public boolean isToTheEnd() {
        return end.equals(reach.end());
    }

    /// Reads all of it, record by record. `OBJECT_DAMAGED` where it does not hold.
    public Content read(RandomGenerator random) throws InterruptedException {
        Lsn from = reach.snapshot().stop().lsn();
        LogTally tally = new LogTally(from, end, random);
        new LogScan(engine, past, reach).run(from, tally, tally::hasArrived);
        return tally.content();
    }
}
