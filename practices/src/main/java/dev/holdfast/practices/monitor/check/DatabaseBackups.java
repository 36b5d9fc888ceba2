package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.FailureDomain;
import dev.holdfast.core.health.Amounts;
import dev.holdfast.core.health.Check;
import dev.holdfast.practices.backup.BackupList;
import dev.holdfast.practices.backup.BackupList.ProofLine;
import dev.holdfast.practices.backup.BackupList.RecoveryPoint;
import dev.holdfast.practices.backup.BackupList.SnapshotLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the storages say about the backups of one server.
final class DatabaseBackups {
    private static final Duration RECENT = Duration.ofDays(7);

    private final Deployment deployment;
    private final String label;
    private final BackupList backups;
    private final Instant now;

    /// @param value not finite: as bad as can be
    record Answer(Check check, double value, String message, String hint) {}

    DatabaseBackups(Deployment deployment, BackupList backups, Instant now) {
        this.deployment = deployment;
        this.label = deployment.label();
        this.backups = backups;
        this.now = now;
    }

    List<Answer> answers(Estate estate) {
        if (deployment.backup().isEmpty()) {
            return List.of(
                    new Answer(
                            BackupCheckSet.copies(),
                            2,
                            "it is protected, but nothing says that it is backed up",
                            "add `backup: {}` under it in holdfast.yaml"));
        }
        BackupPolicy policy = deployment.backup().get();
        List<SnapshotLine> own =
                backups.snapshots().stream().filter(each -> each.server().equals(label)).toList();
        List<Answer> answers = new ArrayList<>();
        answers.add(age(policy, own));
        answers.add(proof(policy, own));
        if (policy.streamed()) {
            Duration pieces = pieces(estate, policy);
            answers.add(recoveryPoint(policy, pieces));
            answers.add(objective(policy, pieces));
            answers.add(gaps());
        }
        answers.add(copies(estate, policy));
        return answers;
    }

    private Answer age(BackupPolicy policy, List<SnapshotLine> own) {
        Check check = BackupCheckSet.backupAge(BackupCheckSet.every(policy));
        String hint = "holdfast backup run " + label;
        Optional<Instant> newest =
                own.stream().map(SnapshotLine::finished).max(Comparator.naturalOrder());
        return newest.map(
                        at -> new Answer(check, age(at), "the newest snapshot is " + old(at), hint))
                .orElseGet(() ->
                        new Answer(
                                check,
                                Double.POSITIVE_INFINITY,
                                "there is no snapshot in any storage that answers",
                                hint));
    }

    private Answer proof(BackupPolicy policy, List<SnapshotLine> own) {
        Check check = BackupCheckSet.proofAge(policy.prove().newest().orElse(Duration.ofDays(30)));
        String hint = "holdfast backup prove " + label;
        List<ProofLine> proofs =
                own.stream()
                        .flatMap(snapshot -> snapshot.storages().stream())
                        .flatMap(copy -> copy.proof().stream())
                        .toList();
        Optional<Instant> newest =
                proofs.stream()
                        .filter(proof -> proof.verdict().equals("proven"))
                        .map(ProofLine::at)
                        .max(Comparator.naturalOrder());
        return newest.map(at ->
                        new Answer(
                                check, age(at), "proven " + old(at).replace(" old", " ago"), hint))
                .orElseGet(() ->
                        new Answer(
                                check,
                                sinceFirst(own),
                                proofs.isEmpty()
                                        ? "no copy was ever proven"
                                        : "no copy was proven; the last attempt: "
                                                + proofs.getFirst().verdict(),
                                hint));
    }

    /// What was never proven is as old as the first snapshot that is kept.
    private double sinceFirst(List<SnapshotLine> own) {
        return own.stream()
                .map(SnapshotLine::finished)
                .filter(at -> at.isAfter(Instant.EPOCH))
                .min(Comparator.naturalOrder())
                .map(this::age)
                .orElse(Double.POSITIVE_INFINITY);
    }

    /// How often the quickest of its storages takes a piece of the log.
    private static Duration pieces(Estate estate, BackupPolicy policy) {
        return estate.storages().stream()
                .filter(storage -> policy.to().contains(storage.name()))
                .map(storage -> storage.settings().pieceInterval())
                .min(Comparator.naturalOrder())
                .orElse(Duration.ofSeconds(1));
    }

    private static Answer objective(BackupPolicy policy, Duration pieces) {
        Optional<Duration> tooShort =
                policy.objectives().recoveryPoint().filter(it -> it.compareTo(pieces) < 0);
        return new Answer(
                BackupCheckSet.objective(),
                tooShort.isPresent() ? 1 : 0,
                tooShort.map(it ->
                                "no storage keeps the objective of %s: the quickest takes a piece"
                                                .formatted(Amounts.duration(it))
                                        + " of the log every "
                                        + Amounts.duration(pieces))
                        .orElse("a storage takes pieces of the log often enough for the objective"),
                BackupCheckSet.objective().remedy());
    }

    private Answer recoveryPoint(BackupPolicy policy, Duration pieces) {
        Check check =
                BackupCheckSet.recoveryPoint(
                        policy.objectives().recoveryPoint().orElse(Duration.ofMinutes(1)), pieces);
        String hint = "does `holdfast serve` run? else: holdfast wal stream " + label;
        Optional<RecoveryPoint> best =
                backups.recoveryPoints().stream()
                        .filter(point -> point.server().equals(label))
                        .max(Comparator.comparing(RecoveryPoint::at));
        return best.map(point ->
                        new Answer(
                                check,
                                age(point.at()),
                                "what was committed in the last %s is stored nowhere yet"
                                        .formatted(text(point.at())),
                                hint))
                .orElseGet(() ->
                        new Answer(
                                check,
                                Double.POSITIVE_INFINITY,
                                "no storage has any of its streamed log",
                                hint));
    }

    private Answer gaps() {
        List<BackupList.Gap> recent =
                backups.gaps().stream()
                        .filter(gap -> gap.server().equals(label))
                        .filter(gap -> gap.to().isAfter(now.minus(RECENT)))
                        .toList();
        String message =
                recent.isEmpty()
                        ? "the streamed log has no hole"
                        : "%d holes in the last week, one in %s: %s"
                                .formatted(
                                        recent.size(),
                                        recent.getFirst().storage(),
                                        recent.getFirst().reason());
        return new Answer(
                BackupCheckSet.gaps(), recent.size(), message, "holdfast backup run " + label);
    }

    private Answer copies(Estate estate, BackupPolicy policy) {
        List<FailureDomain> domains =
                estate.storages().stream()
                        .filter(storage -> policy.to().contains(storage.name()))
                        .map(storage -> storage.domain())
                        .toList();
        Check check = BackupCheckSet.copies();
        String hint = "declare a second storage elsewhere, and name both under to:";
        if (domains.size() < 2) {
            return new Answer(check, 1, "its backups are in one place only", hint);
        }
        for (Shared part : SHARED) {
            List<Optional<String>> values = domains.stream().map(part.of()).distinct().toList();
            if (values.size() == 1 && values.getFirst().isPresent()) {
                return new Answer(
                        check,
                        1,
                        "all its copies share the %s '%s'"
                                .formatted(part.name(), values.getFirst().get()),
                        hint);
            }
        }
        return new Answer(
                check,
                0,
                "its %d copies share no fate that is declared".formatted(domains.size()),
                "");
    }

    private record Shared(String name, Function<FailureDomain, Optional<String>> of) {}

    private static final List<Shared> SHARED =
            List.of(
                    new Shared("site", FailureDomain::site),
                    new Shared("provider", FailureDomain::provider),
                    new Shared("account", FailureDomain::account));

    private double age(Instant at) {
        return Math.max(0, Duration.between(at, now).toMillis() / 1000.0);
    }

    private String text(Instant at) {
        Duration age = Duration.between(at, now);
        return Amounts.wholeSeconds(age.isNegative() ? Duration.ZERO : age);
    }

    private String old(Instant at) {
        return text(at) + " old";
    }
}
