package dev.holdfast.server.api;

import dev.holdfast.practices.backup.BackupList;
import dev.holdfast.practices.backup.BackupList.Gap;
import dev.holdfast.practices.backup.BackupList.RecoveryPoint;
import dev.holdfast.practices.backup.BackupList.SnapshotLine;
import dev.holdfast.practices.backup.BackupList.Window;
import dev.holdfast.practices.backup.SnapshotDocument;
import dev.holdfast.practices.overview.StatusReport;
import dev.holdfast.server.live.Overview;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Can I restore, to when, how fast, from where; and everything that this follows from.
final class BackupRoutes {
    private final Overview overview;

    BackupRoutes(Overview overview) {
        this.overview = overview;
    }

    List<Route> all() {
        return List.of(
                Route.get(
                        "/api/v1/status",
                        "Can I restore, to when, how fast, from where",
                        StatusReport.class,
                        _ -> overview.picture().status()),
                Route.get(
                                "/api/v1/snapshots",
                                "Snapshots with their proofs, recoverable windows, and gaps",
                                BackupList.class,
                                this::snapshots)
                        .with("database"),
                Route.get(
                        "/api/v1/snapshots/{id}",
                        "One snapshot with every receipt; the beginning of its id is enough",
                        SnapshotDocument.class,
                        call ->
                                SnapshotDocument.of(
                                        call.workshop().catalogue().show(call.path("id")))));
    }

    private BackupList snapshots(Call call) {
        BackupList all = overview.picture().backups();
        Optional<String> label =
                call.query("database").map(it -> call.workshop().estate().deployment(it).label());
        return label.map(it -> of(all, it::equals)).orElse(all);
    }

    private static BackupList of(BackupList all, Predicate<String> server) {
        List<SnapshotLine> snapshots =
                all.snapshots().stream().filter(it -> server.test(it.server())).toList();
        List<Window> windows =
                all.windows().stream().filter(it -> server.test(it.server())).toList();
        List<Gap> gaps = all.gaps().stream().filter(it -> server.test(it.server())).toList();
        List<RecoveryPoint> points =
                all.recoveryPoints().stream().filter(it -> server.test(it.server())).toList();
        return new BackupList(snapshots, windows, gaps, points, all.unreachable(), all.behind());
    }
}
