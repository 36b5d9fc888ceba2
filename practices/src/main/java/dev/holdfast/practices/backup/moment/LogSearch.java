package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.core.moment.Moment;
import java.util.Comparator;
import java.util.Optional;

/// Reads the stored log of the newest timeline, from a moment on up to its end.
public record LogSearch(Engine engine, Past past) {

    /// A stretch of the log.
    ///
    /// @param begin where reading begins: what matters may have begun before `from`
    /// @param from where that what counts ends or later
    public record Extent(Lsn begin, Lsn from, Lsn to, String snapshot) {}

    /// What would be read; empty when this storage has no log that leads on from there.
    ///
    /// @param since empty for all of the newest window
    public Optional<Extent> extent(Optional<Moment> since) throws InterruptedException {
        if (since.isEmpty()) {
            return newest().map(reach -> extent(reach, reach.snapshot().stop().lsn()));
        }
        Optional<Plan> plan = new Resolver(engine, past).plan(since.get());
        return plan.flatMap(found ->
                newest(found.snapshot().id()).map(reach -> extent(reach, from(found, reach))));
    }

    /// Tells `visitor` of everything in `extent`.
    public void read(Extent extent, WalVisitor visitor) throws InterruptedException {
        Reach reach = newest(extent.snapshot()).orElseThrow();
        new LogScan(engine, past, reach).run(extent.begin(), visitor, () -> false);
    }

    private static Extent extent(Reach reach, Lsn from) {
        return new Extent(reach.snapshot().stop().lsn(), from, reach.end(), reach.snapshot().id());
    }

    private static Lsn from(Plan plan, Reach reach) {
        return switch (plan.stop()) {
            case Plan.Stop.AsTaken() -> reach.snapshot().stop().lsn();
            case Plan.Stop.AtTheEnd() -> reach.end();
            case Plan.Stop.Before(Lsn lsn) -> lsn;
            case Plan.Stop.After(Lsn lsn) -> lsn.plus(1);
        };
    }

    /// The oldest snapshot from which the log leads to the newest state.
    private Optional<Reach> newest() {
        return past.timelines().reversed().stream()
                .flatMap(timeline -> past.reaches(timeline).stream().filter(Reach::arrives))
                .max(
                        Comparator.comparing(Reach::end)
                                .thenComparing(
                                        reach -> reach.snapshot().stop().lsn(),
                                        Comparator.reverseOrder()));
    }

    private Optional<Reach> newest(String snapshot) {
        return past.timelines().reversed().stream()
                .flatMap(timeline -> past.reaches(timeline).stream().filter(Reach::arrives))
                .filter(reach -> reach.snapshot().id().equals(snapshot))
                .findFirst();
    }
}
