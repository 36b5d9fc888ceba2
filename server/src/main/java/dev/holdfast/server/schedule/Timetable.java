package dev.holdfast.server.schedule;

import dev.holdfast.core.estate.Schedule;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BiFunction;

/// When a job is due. It remembers nothing: what has been done stands with the operations, whoever
/// asked for them, so that a restart or a kill forgets nothing and a run by hand counts.
///
/// After a sleep or a pause a job that was missed runs once, however often it was missed.
public final class Timetable {
    /// What failed is tried again after this, or at its next time if that is sooner.
    static final Duration RETRY = Duration.ofMinutes(5);

    private static final Duration MOST_SPREAD = Duration.ofMinutes(2);
    private static final int SPREAD_SHARE = 20;

    private final Instant began;
    private final ZoneId zone;
    private final BiFunction<String, String, Optional<OperationRecord>> newest;

    /// @param began from when on schedules count that have never run
    /// @param newest the last operation of a kind and subject
    public Timetable(
            Instant began,
            ZoneId zone,
            BiFunction<String, String, Optional<OperationRecord>> newest) {
        this.began = began;
        this.zone = zone;
        this.newest = newest;
    }

    /// Empty while it is running, and while what it follows has not been done yet.
    public Optional<Instant> due(Job job) {
        if (!canBegin(job)) {
            return Optional.empty();
        }
        Optional<OperationRecord> last =
                newest.apply(job.request().kind(), job.request().subject());
        if (last.isEmpty()) {
            return firstTime(job);
        }
        return switch (last.get().state()) {
            case RUNNING -> Optional.empty();
            case DONE, CANCELLED -> regular(job, last.get());
            case FAILED, INTERRUPTED, CRASHED -> again(job, last.get());
        };
    }

    private boolean canBegin(Job job) {
        return job.after()
                .map(kind ->
                        newest.apply(kind, job.request().subject())
                                .filter(it -> it.state() == OperationState.DONE)
                                .isPresent())
                .orElse(true);
    }

    /// What recurs after an interval begins at once.
    private Optional<Instant> firstTime(Job job) {
        return switch (job.schedule()) {
            case Schedule.Every every -> Optional.of(began);
            case Schedule.Cron cron -> cron.next(began, zone);
        };
    }

    private Optional<Instant> regular(Job job, OperationRecord last) {
        return job.schedule().next(last.started(), zone).map(next -> next.plus(spread(job)));
    }

    private Optional<Instant> again(Job job, OperationRecord last) {
        Instant retry = last.finished().orElse(last.heartbeat()).plus(RETRY);
        Optional<Instant> regular = regular(job, last);
        return Optional.of(regular.filter(retry::isAfter).orElse(retry));
    }

    /// Keeps jobs of one interval apart, always in the same way: up to a twentieth of it. What goes
    /// by the wall clock is left where it is.
    private static Duration spread(Job job) {
        if (!(job.schedule() instanceof Schedule.Every every)) {
            return Duration.ZERO;
        }
        Duration share = every.interval().dividedBy(SPREAD_SHARE);
        Duration most = share.compareTo(MOST_SPREAD) < 0 ? share : MOST_SPREAD;
        return most.multipliedBy(Math.floorMod(job.name().hashCode(), 100)).dividedBy(100);
    }
}
