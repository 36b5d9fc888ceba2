package dev.holdfast.practices.backup;

import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.BackupResult.Mode;
import dev.holdfast.practices.backup.BackupResult.State;
import dev.holdfast.practices.backup.BackupResult.StorageResult;
import dev.holdfast.vault.Committed;
import dev.holdfast.vault.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Says how a snapshot ended, storage by storage: also for those that could not be opened.
final class BackupReport {
    private final SnapshotOrder order;

    BackupReport(SnapshotOrder order) {
        this.order = order;
    }

    BackupResult of(Committed committed) {
        Manifest manifest = committed.manifest();
        return new BackupResult(
                manifest.id(),
                manifest.label(),
                Mode.valueOf(manifest.mode().name()),
                manifest.reason(),
                seconds(manifest),
                manifest.amounts().databaseBytes(),
                manifest.amounts().readBytes(),
                manifest.amounts().walBytes(),
                storages(committed),
                manifest.damagedPages().stream()
                        .map(page -> "%s page %d".formatted(page.file(), page.page()))
                        .toList());
    }

    private double seconds(Manifest manifest) {
        return Duration.between(manifest.started(), order.context().clock().instant()).toMillis()
                / 1000.0;
    }

    private List<StorageResult> storages(Committed committed) {
        List<StorageResult> storages = new ArrayList<>();
        for (Committed.Copy copy : committed.copies()) {
            storages.add(
                    copy.failure()
                            .map(problem -> behind(copy.storage(), problem.message()))
                            .orElseGet(() -> stored(copy)));
        }
        order.copies().failures().forEach((name, problem) -> storages.add(leftOut(name, problem)));
        return storages;
    }

    private static StorageResult stored(Committed.Copy copy) {
        return new StorageResult(copy.storage(), State.STORED, copy.bytes(), "");
    }

    private static StorageResult behind(String storage, String reason) {
        return new StorageResult(storage, State.BEHIND, 0, reason);
    }

    /// One that answers, but whose copy is damaged, can be caught up once it is mended.
    private static StorageResult leftOut(String storage, Problem problem) {
        return problem.code() == ProblemCode.OBJECT_DAMAGED
                ? behind(storage, problem.message())
                : new StorageResult(storage, State.FAILED, 0, problem.message());
    }
}
