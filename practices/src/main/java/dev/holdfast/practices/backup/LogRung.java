package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.WalAudit;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.moment.Hole;
import dev.holdfast.practices.backup.moment.Onward;
import dev.holdfast.practices.backup.moment.Onward.Content;
import dev.holdfast.practices.backup.moment.Past;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.WalPart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Rung 2: the snapshot's own WAL, and the streamed log that follows it in the same storage, record
/// by record.
final class LogRung {
    private static final int RUNG = 2;

    /// As much log may be replayed beyond the next snapshot as the database is large, and this at
    /// least: the cost of a proof stays in proportion.
    private static final long LEAST_REPLAY = 1L << 30;

    /// `serve` brings every hour what a storage lacks that others have.
    private static final Duration CATCHING_UP = Duration.ofHours(2);

    private final BackupContext context;
    private final Optional<Past> past;
    private final Ladder ladder;
    private final Progress progress;
    private final Instant begun;

    /// Where the log leads to.
    ///
    /// @param content what was read in it
    record Way(Onward onward, Content content) {}

    /// @param past what the proven storage holds of the server
    LogRung(BackupContext context, Optional<Past> past, Ladder ladder, Progress progress) {
        this.context = context;
        this.past = past;
        this.ladder = ladder;
        this.progress = progress;
        this.begun = context.clock().instant();
    }

    /// @return empty when no log follows the snapshot, or it does not hold
    Optional<Way> climb(Snapshot snapshot) throws InterruptedException {
        progress.step("rung 2: read the WAL record by record");
        WalAudit.Result own = readOwn(snapshot);
        if (!own.damages().isEmpty()) {
            ladder.fail(RUNG, ProofRun.shown(own.damages()), secondsSinceBegun());
            return Optional.empty();
        }
        Manifest manifest = snapshot.manifest();
        String figure =
                "%,d records from %s to %s, the snapshot's own WAL"
                        .formatted(own.records(), manifest.start().lsn(), own.reached());
        Optional<Onward> onward = onward(manifest);
        Optional<Hole> hole = past.flatMap(each -> Onward.holeBehind(each, manifest.id()));
        if (onward.isEmpty()) {
            judge(hole, figure);
            return Optional.empty();
        }
        return follow(onward.get(), hole.filter(_ -> onward.get().isToTheEnd()), figure);
    }

    private WalAudit.Result readOwn(Snapshot snapshot) throws InterruptedException {
        Manifest manifest = snapshot.manifest();
        WalAudit audit =
                context.engine()
                        .walAudit(
                                new WalAudit.Extent(
                                        manifest.facts().systemIdentifier(),
                                        manifest.wal().timeline(),
                                        manifest.start().lsn(),
                                        manifest.stop().lsn(),
                                        manifest.facts().walSegmentBytes()));
        for (WalPart part : snapshot.wal()) {
            snapshot.readWal(part, audit);
        }
        return audit.result();
    }

    private Optional<Onward> onward(Manifest manifest) {
        long most = Math.max(LEAST_REPLAY, manifest.amounts().databaseBytes());
        return past.flatMap(each -> Onward.of(context.engine(), each, manifest.id(), most));
    }

    private Optional<Way> follow(Onward onward, Optional<Hole> hole, String figure)
            throws InterruptedException {
        try {
            Content content = onward.read(context.random());
            String log =
                    "; %,d more to %s, %s"
                            .formatted(content.records(), content.reached(), end(onward, hole));
            judge(hole, figure + log);
            return Optional.of(new Way(onward, content));
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.OBJECT_DAMAGED) && !e.is(ProblemCode.OBJECT_MISSING)) {
                throw e;
            }
            String damage = figure + "; behind it: " + e.problem().message();
            ladder.fail(RUNG, damage, secondsSinceBegun());
            past.ifPresent(each -> new DamageNotes(context, progress).keep(each, onward, e));
            return Optional.empty();
        }
    }

    private static String end(Onward onward, Optional<Hole> hole) {
        if (hole.isPresent()) {
            return "a hole";
        }
        return onward.isToTheEnd() ? "the end of the stored log" : "the next snapshot";
    }

    /// What the server itself removed is no fault of the copy; what is missing may be on its way.
    private void judge(Optional<Hole> hole, String figure) {
        if (hole.isEmpty()) {
            ladder.pass(RUNG, figure, secondsSinceBegun());
            return;
        }
        String said = "%s, and then a hole: %s".formatted(figure, hole.get().reason());
        if (isFault(hole.get())) {
            ladder.fail(RUNG, said, secondsSinceBegun());
        } else {
            ladder.pass(RUNG, said, secondsSinceBegun());
        }
    }

    private boolean isFault(Hole hole) {
        Instant late = context.clock().instant().minus(CATCHING_UP);
        return switch (hole.cause()) {
            case NEVER_STORED -> false;
            case MISSING -> hole.to().isBefore(late);
            case DAMAGED -> true;
        };
    }

    private double secondsSinceBegun() {
        return Duration.between(begun, context.clock().instant()).toMillis() / 1000.0;
    }
}
