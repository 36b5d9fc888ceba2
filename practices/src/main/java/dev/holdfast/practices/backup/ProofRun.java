package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.LiveComparison.Stand;
import dev.holdfast.core.engine.RunningServer;
import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.practices.backup.LogRung.Way;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.backup.moment.Past;
import dev.holdfast.practices.branch.Branch;
import dev.holdfast.practices.branch.Branches;
import dev.holdfast.practices.branch.Materialised;
import dev.holdfast.practices.branch.Materialised.PagePlace;
import dev.holdfast.practices.branch.Replay;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.Vault;
import dev.holdfast.vault.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Climbs the ladder for one snapshot from one storage: reads every object and the log that
/// follows, writes its files, recovers, starts a server on them, reads every value. The first rung
/// that fails ends it.
final class ProofRun {
    private static final int PLACES_SHOWN = 5;

    private final BackupContext context;
    private final Deployment deployment;
    private final Vault copy;
    private final Optional<Past> past;
    private final Progress progress;
    private final Ladder ladder = new Ladder();

    private Instant started = Instant.EPOCH;
    private double recoverySeconds;
    private String scratchVersion = "";

    /// @param past what `copy` holds of the server; empty when no manifest can be read there
    ProofRun(
            BackupContext context,
            Deployment deployment,
            Vault copy,
            Optional<Past> past,
            Progress progress) {
        this.context = context;
        this.deployment = deployment;
        this.copy = copy;
        this.past = past;
        this.progress = progress;
    }

    Proof prove(Held held) throws InterruptedException {
        started = context.clock().instant();
        try {
            Snapshot snapshot = copy.snapshot(held.id());
            verifyObjects(snapshot);
            if (!ladder.hasFailed()) {
                climbFromLog(snapshot);
            }
        } catch (HoldfastException e) {
            judge(e);
        }
        return proof(held);
    }

    private void climbFromLog(Snapshot snapshot) throws InterruptedException {
        Optional<Way> way = new LogRung(context, past, ladder, progress).climb(snapshot);
        if (!ladder.hasFailed()) {
            startAndAudit(snapshot, way);
        }
    }

    /// Damage is the copy's; anything else is this machine's or the way to the storage.
    private void judge(HoldfastException e) {
        switch (e.problem().code()) {
            case OBJECT_DAMAGED, OBJECT_MISSING -> ladder.fail(0, e.problem().message(), 0);
            case SCRATCH_FAILED -> ladder.fail(3, e.problem().message(), 0);
            case BINARIES_MISSING, TARGET_UNUSABLE -> ladder.lack(3, e.problem().message());
            default -> throw e;
        }
    }

    private void verifyObjects(Snapshot snapshot) throws InterruptedException {
        progress.step("rung 0: read and hash every object");
        Instant begun = context.clock().instant();
        Verification verification = snapshot.verify(true, progress);
        if (verification.isWell()) {
            ladder.pass(
                    0,
                    "%,d objects, %,d MB, every hash equal"
                            .formatted(verification.objects(), verification.bytes() / 1_000_000),
                    secondsSince(begun));
        } else {
            ladder.fail(0, shown(verification.damages()), secondsSince(begun));
        }
    }

    private void startAndAudit(Snapshot snapshot, Optional<Way> way) throws InterruptedException {
        Instant begun = context.clock().instant();
        Branches branches =
                new Branches(
                        context.engine(),
                        context.estate().scratch(),
                        context.random(),
                        context.clock());
        Optional<Replay> replay =
                way.flatMap(each -> new RecoveryTarget(each.onward().plan(), false).replay());
        try (Branch branch = branches.materialise(copy, snapshot, replay, progress)) {
            double filesSeconds = secondsSince(begun);
            RecoveryRung recovery = new RecoveryRung(branch, ladder, progress, context.clock());
            try (RunningServer server = recovery.climb(way)) {
                recoverySeconds = filesSeconds + seconds(server.recoveryTime());
                judgePages(snapshot.manifest(), branch, filesSeconds);
                live(snapshot.manifest(), way).climb(server);
                audit(server);
                assertions(server);
            }
        }
    }

    private LiveRungs live(Manifest manifest, Optional<Way> way) {
        Stand stand =
                new Stand(
                        deployment.backupAddress(),
                        manifest.facts().systemIdentifier(),
                        manifest.start().origin(),
                        way.map(each -> each.onward().plan().timeline())
                                .orElse(manifest.start().timeline()),
                        way.map(each -> each.content().reached()).orElse(manifest.stop().lsn()),
                        deployment.backup().map(BackupPolicy::fastCheckpoint).orElse(true));
        return new LiveRungs(stand, manifest.facts(), ladder, progress, context.clock());
    }

    private void judgePages(Manifest manifest, Branch branch, double seconds) {
        Materialised files = branch.files();
        List<PagePlace> invalid = branch.stillInvalid();
        String counted =
                manifest.facts().dataChecksums()
                        ? "%,d pages".formatted(files.pages())
                        : "%,d page headers (the server keeps no checksums)"
                                .formatted(files.pages());
        if (invalid.isEmpty()) {
            ladder.pass(1, counted, seconds);
        } else {
            ladder.fail(
                    1,
                    "%d of %s invalid: %s".formatted(invalid.size(), counted, shown(invalid)),
                    seconds);
        }
    }

    private void audit(RunningServer server) throws InterruptedException {
        progress.step("rung 4: read every value, verify every index");
        Instant begun = context.clock().instant();
        RunningServer.Audit audit = server.audit(progress);
        scratchVersion = server.version();
        String figure =
                "%d databases, %,d tables, %,d rows read; %,d indexes verified"
                        .formatted(
                                audit.databases(), audit.tables(), audit.rows(), audit.indexes());
        if (!audit.damages().isEmpty()) {
            ladder.fail(4, figure + "; " + shown(audit.damages()), secondsSince(begun));
        } else if (!audit.lacking().isEmpty()) {
            ladder.lack(4, figure + "; this machine lacks: " + shown(audit.lacking()));
        } else {
            ladder.pass(4, figure, secondsSince(begun));
        }
    }

    private void assertions(RunningServer server) throws InterruptedException {
        List<RunningServer.Assertion> assertions = declared();
        if (assertions.isEmpty()) {
            ladder.notRun(7, "none declared under prove: assert:");
            return;
        }
        progress.step("rung 7: run your assertions");
        Instant begun = context.clock().instant();
        List<RunningServer.AssertionResult> failed =
                server.run(assertions).stream().filter(result -> !result.passed()).toList();
        if (failed.isEmpty()) {
            ladder.pass(7, "%d of yours hold".formatted(assertions.size()), secondsSince(begun));
        } else {
            List<String> lines = failed.stream().map(ProofRun::shown).toList();
            ladder.fail(7, shown(lines), secondsSince(begun));
        }
    }

    private static String shown(RunningServer.AssertionResult result) {
        return "'%s' gave %s, not %s"
                .formatted(result.assertion().name(), result.actual(), result.assertion().expect());
    }

    private List<RunningServer.Assertion> declared() {
        return deployment.backup().map(BackupPolicy::prove).stream()
                .flatMap(prove -> prove.assertions().stream())
                .map(assertion ->
                        new RunningServer.Assertion(
                                assertion.name(),
                                assertion.database().orElseGet(deployment.address()::database),
                                assertion.sql(),
                                assertion.expect()))
                .toList();
    }

    private Proof proof(Held held) {
        Optional<Manifest> manifest = held.manifest();
        return new Proof(
                held.id(),
                manifest.map(Manifest::label).orElseGet(deployment::label),
                manifest.map(m -> m.facts().systemIdentifier()).orElse(""),
                copy.storage().name(),
                manifest.map(Manifest::finished).orElse(started),
                context.clock().instant(),
                ladder.verdict(),
                recoverySeconds,
                secondsSince(started),
                manifest.map(m -> m.facts().version()).orElse(""),
                scratchVersion,
                context.tool(),
                ladder.rungs("not reached"));
    }

    static String shown(List<?> places) {
        List<String> first = places.stream().limit(PLACES_SHOWN).map(Object::toString).toList();
        int more = places.size() - first.size();
        return String.join("; ", first) + (more > 0 ? "; and %,d more".formatted(more) : "");
    }

    private double secondsSince(Instant begun) {
        return seconds(Duration.between(begun, context.clock().instant()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
