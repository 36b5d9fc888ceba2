package dev.holdfast.practices.overview;

import dev.holdfast.core.estate.FailureDomain;
import dev.holdfast.practices.backup.BackupList.Behind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Can I restore, to when, how fast, from where.
///
/// @param asOf when this was asked: ages count from it
public record StatusReport(
        Instant asOf,
        List<DatabaseStatus> databases,
        List<StorageStatus> storages,
        List<String> notYet) {
    public StatusReport {
        databases = List.copyOf(databases);
        storages = List.copyOf(storages);
        notYet = List.copyOf(notYet);
    }

    /// Every database that is to be backed up has a copy that can be restored, and every storage
    /// answered and lacks nothing.
    public boolean isWell() {
        return databases.stream()
                        .noneMatch(database -> database.isBackedUp() && database.copies().isEmpty())
                && storages.stream()
                        .allMatch(storage ->
                                storage.problem().isEmpty() && storage.behind().isEmpty());
    }

    /// @param isBackedUp whether the estate declares a backup
    /// @param newest the newest moment that could be restored
    /// @param copies of the newest snapshot
    /// @param proven when a copy last passed every rung that counts
    /// @param partlyProven when one last passed only some, and failed none
    /// @param recoveryPoints up to when each storage has its log; empty where it is not streamed
    /// @param recoverySeconds how long the newest proofs took to bring it back, oldest first
    /// @param storages that its policy names, with what their copies share their fate with
    /// @param worstLoss what one stolen credential could destroy; empty where nobody checked
    public record DatabaseStatus(
            String label,
            boolean isBackedUp,
            Optional<Instant> newest,
            Optional<String> snapshot,
            List<CopyStatus> copies,
            Optional<Instant> proven,
            Optional<Instant> partlyProven,
            List<Double> recoverySeconds,
            List<RecoveryPoint> recoveryPoints,
            List<Place> storages,
            Optional<WorstLoss> worstLoss) {
        public DatabaseStatus {
            storages = List.copyOf(storages);
            recoveryPoints = List.copyOf(recoveryPoints);
            copies = List.copyOf(copies);
            recoverySeconds = List.copyOf(recoverySeconds);
        }
    }

    /// @param verdict of the newest proof of this very copy; empty when it was never proven
    public record CopyStatus(
            String storage,
            Optional<String> verdict,
            Optional<String> rungs,
            Optional<Instant> at) {}

    public record Place(String storage, FailureDomain domain) {}

    public record RecoveryPoint(String storage, Instant at) {}

    /// @param behind what it lacks that others hold
    /// @param problem why it could not be asked
    public record StorageStatus(
            String name,
            String location,
            FailureDomain domain,
            long snapshots,
            Optional<Behind> behind,
            Optional<String> problem) {}
}
