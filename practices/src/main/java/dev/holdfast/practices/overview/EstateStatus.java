package dev.holdfast.practices.overview;

import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.practices.backup.BackupCatalogue;
import dev.holdfast.practices.backup.BackupList;
import dev.holdfast.practices.backup.BackupList.CopyLine;
import dev.holdfast.practices.backup.BackupList.ProofLine;
import dev.holdfast.practices.backup.BackupList.SnapshotLine;
import dev.holdfast.practices.backup.BackupList.Unreachable;
import dev.holdfast.practices.overview.CheckLog.Tried;
import dev.holdfast.practices.overview.StatusReport.CopyStatus;
import dev.holdfast.practices.overview.StatusReport.DatabaseStatus;
import dev.holdfast.practices.overview.StatusReport.Place;
import dev.holdfast.practices.overview.StatusReport.RecoveryPoint;
import dev.holdfast.practices.overview.StatusReport.StorageStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Puts together what the storages hold, without asking a server.
public final class EstateStatus {
    private static final int TREND = 10;

    private final Estate estate;
    private final BackupCatalogue catalogue;
    private final Supplier<CheckLog> log;
    private final Clock clock;

    /// @param log fails when the state cannot be opened
    public EstateStatus(
            Estate estate, BackupCatalogue catalogue, Supplier<CheckLog> log, Clock clock) {
        this.log = log;
        this.estate = estate;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    public StatusReport report() {
        return report(catalogue.list(Optional.empty()));
    }

    /// The same from a list of all backups that was read just now.
    public StatusReport report(BackupList backups) {
        Optional<Tried> tried = tried();
        return new StatusReport(
                clock.instant(),
                estate.deployments().stream().map(d -> status(d, backups, tried)).toList(),
                estate.storages().stream().map(s -> status(s, backups)).toList(),
                estate.notYet());
    }

    /// A state that cannot be opened says nothing about backups.
    private Optional<Tried> tried() {
        try {
            return log.get().newest(estate.name());
        } catch (HoldfastException e) {
            return Optional.empty();
        }
    }

    private DatabaseStatus status(
            Deployment deployment, BackupList backups, Optional<Tried> tried) {
        List<SnapshotLine> own =
                backups.snapshots().stream()
                        .filter(line -> line.server().equals(deployment.label()))
                        .toList();
        Optional<SnapshotLine> newest = own.stream().findFirst();
        return new DatabaseStatus(
                deployment.label(),
                deployment.backup().isPresent(),
                newestMoment(deployment, backups),
                newest.map(SnapshotLine::id),
                newest.map(SnapshotLine::storages).orElse(List.of()).stream()
                        .map(EstateStatus::status)
                        .toList(),
                newest(own, "proven"),
                newest(own, "partial"),
                trend(own),
                backups.recoveryPoints().stream()
                        .filter(point -> point.server().equals(deployment.label()))
                        .map(point -> new RecoveryPoint(point.storage(), point.at()))
                        .toList(),
                deployment.backup().map(this::places).orElse(List.of()),
                deployment
                        .backup()
                        .flatMap(policy -> tried.map(found -> WorstLoss.of(policy.to(), found))));
    }

    private List<Place> places(BackupPolicy policy) {
        return estate.storages().stream()
                .filter(storage -> policy.to().contains(storage.name()))
                .map(storage -> new Place(storage.name(), storage.domain()))
                .toList();
    }

    private static Optional<Instant> newestMoment(Deployment deployment, BackupList backups) {
        Stream<Instant> snapshots =
                backups.snapshots().stream()
                        .filter(line -> line.server().equals(deployment.label()))
                        .map(SnapshotLine::finished);
        Stream<Instant> streamed =
                backups.windows().stream()
                        .filter(window -> window.server().equals(deployment.label()))
                        .map(BackupList.Window::to);
        return Stream.concat(snapshots, streamed).max(Comparator.naturalOrder());
    }

    private static CopyStatus status(CopyLine copy) {
        return new CopyStatus(
                copy.name(),
                copy.proof().map(ProofLine::verdict),
                copy.proof().map(ProofLine::rungs),
                copy.proof().map(ProofLine::at));
    }

    private static Stream<ProofLine> proofs(List<SnapshotLine> snapshots) {
        return snapshots.stream()
                .flatMap(snapshot -> snapshot.storages().stream())
                .flatMap(copy -> copy.proof().stream());
    }

    private static Optional<Instant> newest(List<SnapshotLine> snapshots, String verdict) {
        return proofs(snapshots)
                .filter(proof -> proof.verdict().equals(verdict))
                .map(ProofLine::at)
                .max(Comparator.naturalOrder());
    }

    /// A failed proof says nothing about how long a recovery takes.
    private static boolean recovered(ProofLine proof) {
        return proof.verdict().equals("proven") || proof.verdict().equals("partial");
    }

    private static List<Double> trend(List<SnapshotLine> snapshots) {
        List<Double> newestFirst =
                proofs(snapshots)
                        .filter(EstateStatus::recovered)
                        .sorted(Comparator.comparing(ProofLine::at).reversed())
                        .limit(TREND)
                        .map(ProofLine::recoverySeconds)
                        .toList();
        return newestFirst.reversed();
    }

    private static StorageStatus status(StorageDeclaration storage, BackupList backups) {
        long snapshots =
                backups.snapshots().stream()
                        .filter(line ->
                                line.storages().stream()
                                        .anyMatch(copy -> copy.name().equals(storage.name())))
                        .count();
        return new StorageStatus(
                storage.name(),
                storage.settings().type(),
                storage.domain(),
                snapshots,
                backups.behind().stream()
                        .filter(behind -> behind.storage().equals(storage.name()))
                        .findFirst(),
                backups.unreachable().stream()
                        .filter(unreachable -> unreachable.storage().equals(storage.name()))
                        .map(Unreachable::reason)
                        .findFirst());
    }
}
