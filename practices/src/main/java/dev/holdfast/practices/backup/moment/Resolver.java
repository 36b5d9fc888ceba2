package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.core.moment.Moment;
import dev.holdfast.practices.backup.moment.Plan.Stop;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the way to a moment in one storage: the newest snapshot before it from which the log leads
/// there without a hole. Of several timelines the newest is taken that has it.
public record Resolver(Engine engine, Past past) {

    /// Empty when this storage cannot bring it back.
    public Optional<Plan> plan(Moment moment) throws InterruptedException {
        return switch (moment) {
            case Moment.Latest() -> latest();
            case Moment.AtSnapshot(String id) ->
                    past.snapshots().stream()
                            .filter(snapshot -> snapshot.id().equals(id))
                            .findFirst()
                            .map(snapshot -> Plan.asTaken(past.log(), snapshot));
            case Moment.AtTime(Instant time) -> atTime(time);
            case Moment.AtLsn(Lsn lsn) -> atLsn(lsn);
            case Moment.AtTransaction wanted ->
                    atRecord(new Wanted(wanted, null), wanted.included());
            case Moment.AtPoint(String name) -> atRecord(new Wanted(null, name), true);
        };
    }

    /// Newest timeline first, and on each the newest snapshot first.
    private List<Reach> reaches() {
        return past.timelines().reversed().stream()
                .flatMap(timeline ->
                        past.reaches(timeline).reversed().stream().filter(Reach::arrives))
                .toList();
    }

    private Optional<Plan> latest() {
        Comparator<Reach> byTime =
                Comparator.comparing(Reach::until)
                        .thenComparing(reach -> reach.snapshot().finished());
        return reaches().stream().max(byTime).map(this::toTheEnd);
    }

    private Plan toTheEnd(Reach reach) {
        return reach.chain().isEmpty()
                ? Plan.asTaken(past.log(), reach.snapshot())
                : Plan.of(past, reach, reach.end(), new Stop.AtTheEnd());
    }

    private Optional<Plan> atTime(Instant time) throws InterruptedException {
        for (Reach reach : reaches()) {
            boolean covers =
                    !time.isBefore(reach.snapshot().finished()) && !reach.until().isBefore(time);
            if (covers) {
                Optional<Plan> plan = atTime(reach, time);
                if (plan.isPresent()) {
                    return plan;
                }
            }
        }
        return Optional.empty();
    }

    /// Empty when clocks disagree and the snapshot has later work in it.
    private Optional<Plan> atTime(Reach reach, Instant time) throws InterruptedException {
        Optional<Lsn> begin =
                reach.chain().stream()
                        .filter(link -> link.part().newest().isAfter(time))
                        .map(link -> link.part().from())
                        .findFirst();
        if (begin.isEmpty()) {
            return Optional.of(toTheEnd(reach));
        }
        FirstAfter first = new FirstAfter(time);
        new LogScan(engine, past, reach).run(begin.get(), first, () -> first.found != null);
        WalVisitor.Transaction found = first.found;
        if (found == null) {
            return Optional.of(toTheEnd(reach));
        }
        if (found.at().isBefore(reach.snapshot().stop().lsn())) {
            return Optional.empty();
        }
        return Optional.of(Plan.of(past, reach, found.end(), new Stop.Before(found.at())));
    }

    /// The first transaction that ended after a time: recovery stops before it.
    private static final class FirstAfter implements WalVisitor {
        private final Instant time;
        private @Nullable Transaction found;

        FirstAfter(Instant time) {
            this.time = time;
        }

        @Override
        public void ended(Transaction transaction) {
            if (found == null && transaction.time().isAfter(time)) {
                found = transaction;
            }
        }
    }

    private Optional<Plan> atLsn(Lsn lsn) throws InterruptedException {
        Optional<Reach> reach = reaches().stream().filter(each -> each.holds(lsn)).findFirst();
        if (reach.isEmpty()) {
            return Optional.empty();
        }
        FirstRecord first = new FirstRecord(lsn);
        new LogScan(engine, past, reach.get()).run(lsn, first, () -> first.end != null);
        Lsn end = first.end;
        return Optional.of(
                end == null
                        ? toTheEnd(reach.get())
                        : Plan.of(past, reach.get(), end, new Stop.Before(lsn)));
    }

    /// Recovery notices that it has arrived when it reads the first record that begins there or
    /// later.
    private static final class FirstRecord implements WalVisitor {
        private final Lsn from;
        private @Nullable Lsn end;

        FirstRecord(Lsn from) {
            this.from = from;
        }

        @Override
        public void record(Lsn at, Lsn end) {
            if (this.end == null && !at.isBefore(from)) {
                this.end = end;
            }
        }
    }

    /// Windows from the newest to the oldest are read whole: nothing says where a transaction is.
    private Optional<Plan> atRecord(Wanted wanted, boolean included) throws InterruptedException {
        List<Reach> reaches = reaches();
        for (Window window : new Windows(past).all().reversed()) {
            Reach whole =
                    reaches.stream()
                            .filter(reach -> begins(reach, window))
                            .findFirst()
                            .orElseThrow();
            wanted.forget();
            new LogScan(engine, past, whole)
                    .run(whole.snapshot().stop().lsn(), wanted, () -> false);
            Lsn at = wanted.at;
            Lsn end = wanted.end;
            if (at != null && end != null && !at.isBefore(whole.snapshot().stop().lsn())) {
                Stop stop = included ? new Stop.After(at) : new Stop.Before(at);
                return nearest(reaches, window, at).map(reach -> Plan.of(past, reach, end, stop));
            }
        }
        return Optional.empty();
    }

    private static boolean begins(Reach reach, Window window) {
        return reach.history().timeline() == window.timeline()
                && reach.snapshot().stop().lsn().equals(window.fromLsn());
    }

    /// The snapshot from which least has to be replayed.
    private static Optional<Reach> nearest(List<Reach> reaches, Window window, Lsn at) {
        return reaches.stream()
                .filter(reach -> reach.history().timeline() == window.timeline() && reach.holds(at))
                .max(Comparator.comparing(reach -> reach.snapshot().stop().lsn()));
    }

    /// The last record that is meant.
    private static final class Wanted implements WalVisitor {
        private final Moment.@Nullable AtTransaction transaction;
        private final @Nullable String point;
        private @Nullable Lsn at;
        private @Nullable Lsn end;

        Wanted(Moment.@Nullable AtTransaction transaction, @Nullable String point) {
            this.transaction = transaction;
            this.point = point;
        }

        void forget() {
            at = null;
            end = null;
        }

        @Override
        public void ended(Transaction ended) {
            if (transaction != null && ended.xid() == transaction.xid()) {
                at = ended.at();
                end = ended.end();
            }
        }

        @Override
        public void named(RestorePoint named) {
            if (named.name().equals(point)) {
                at = named.at();
                end = named.end();
            }
        }
    }
}
