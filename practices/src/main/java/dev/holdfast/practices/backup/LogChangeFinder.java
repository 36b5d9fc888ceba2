package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.Changes;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.LogChanges;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.TimelineHistory.Leg;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.moment.LogBytes;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.StreamedWal;
import dev.holdfast.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Finds what changed since a former snapshot in the log that was streamed, where the server cannot
/// tell. Waits a little for the newest of it, when a stream is running.
///
/// @param copies the first one that holds all of it is read
record LogChangeFinder(Engine engine, List<Vault> copies, InstantSource clock, Progress progress) {
    /// For all copies together: longer than the longest usual interval of pieces.
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    /// So much log is read whatever the size of the data.
    private static final long LITTLE_BYTES = 1L << 30;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// @param dataBytes of all files: more log than that is not worth reading
    Changes find(Changes.InLog wanted, Snapshot former, ServerFacts facts, long dataBytes)
            throws InterruptedException {
        long logBytes =
                wanted.legs().stream()
                        .mapToLong(leg -> leg.to().value() - leg.from().value())
                        .sum();
        if (logBytes > Math.max(dataBytes, LITTLE_BYTES)) {
            return unknown(wanted, "its log since then is larger than its data");
        }
        String why = "no storage can be asked for its log";
        Instant until = clock.instant().plus(wanted.isStreamed() ? PATIENCE : Duration.ZERO);
        for (Vault copy : copies) {
            try {
                Optional<LogBytes> log = complete(wanted.legs(), copy, former, facts, until);
                if (log.isPresent()) {
                    return read(wanted, log.get(), facts);
                }
                why = "its streamed log is not whole since then";
            } catch (HoldfastException e) {
                if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                    throw e;
                }
                why = e.problem().message(); // everything is read then
            }
        }
        return unknown(wanted, why);
    }

    private static Changes unknown(Changes.InLog wanted, String why) {
        return new Changes.Unknown(
                "%s, and %s".formatted(wanted.reason(), why),
                wanted.remedy().isEmpty() ? "stream its log: holdfast serve" : wanted.remedy());
    }

    private Optional<LogBytes> complete(
            List<Leg> legs, Vault copy, Snapshot former, ServerFacts facts, Instant until)
            throws InterruptedException {
        StreamedWal streamed = copy.streamedWal(facts.systemIdentifier());
        for (int look = 0; ; look++) {
            LogBytes log = new LogBytes(former, streamed, streamed.parts());
            if (isWhole(legs, legs.size(), log, facts)) {
                return Optional.of(log);
            }
            boolean onlyTheEnd = isWhole(legs, legs.size() - 1, log, facts);
            if (!onlyTheEnd || !clock.instant().isBefore(until)) {
                return Optional.empty();
            }
            if (look == 0) {
                progress.note("waiting until the log is stored up to " + legs.getLast().to());
            }
            boolean _ = new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isWhole(List<Leg> legs, int count, LogBytes log, ServerFacts facts) {
        return legs.stream()
                .limit(count)
                .allMatch(leg ->
                        log.reach(leg.timeline(), begin(leg, facts), leg.to()).equals(leg.to()));
    }

    private static Lsn begin(Leg leg, ServerFacts facts) {
        return leg.from().segmentStart(facts.walSegmentBytes());
    }

    private Changes read(Changes.InLog wanted, LogBytes log, ServerFacts facts)
            throws InterruptedException {
        LogChanges changes = engine.logChanges(facts);
        for (Leg leg : wanted.legs()) {
            Lsn begin = begin(leg, facts);
            log.feed(leg.timeline(), begin, leg.to(), () -> false, changes.read(leg, begin));
        }
        return switch (changes.changes()) {
            case Changes.Unknown(String reason, String _) -> unknown(wanted, reason);
            case Changes found -> found;
        };
    }
}
