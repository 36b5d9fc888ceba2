package dev.holdfast.practices.backup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What `backup list` shows; newest first.
///
/// @param unreachable storages that could not be asked, with the reason
/// @param behind storages that lack snapshots which their databases' policies send there
public record BackupList(
        List<SnapshotLine> snapshots,
        List<Window> windows,
        List<Gap> gaps,
        List<RecoveryPoint> recoveryPoints,
        List<Unreachable> unreachable,
        List<Behind> behind) {
    public BackupList {
        snapshots = List.copyOf(snapshots);
        windows = List.copyOf(windows);
        gaps = List.copyOf(gaps);
        recoveryPoints = List.copyOf(recoveryPoints);
        unreachable = List.copyOf(unreachable);
        behind = List.copyOf(behind);
    }

    /// @param addedBytes what this snapshot added to each vault
    public record SnapshotLine(
            String id,
            String server,
            String systemIdentifier,
            Instant finished,
            String mode,
            String version,
            long databaseBytes,
            long addedBytes,
            boolean damaged,
            List<CopyLine> storages) {
        public SnapshotLine {
            storages = List.copyOf(storages);
        }

        /// The names of the rules that keep it in any storage.
        public List<String> kept() {
            return storages.stream().flatMap(copy -> copy.kept().stream()).distinct().toList();
        }

        /// Listed, but no copy of its manifest can be read.
        static SnapshotLine unreadable(String id, List<CopyLine> storages) {
            return new SnapshotLine(
                    id, "?", "", Instant.EPOCH, "unreadable", "", 0, 0, true, storages);
        }
    }

    /// @param kept the names of the rules that keep it there (`last`, `daily`, `pinned`, …); empty
    ///   when the next `backup expire` lets it go, or no policy names that storage
    /// @param reasons the same in words, such as `newest of day 2026-11-22`
    public record CopyLine(
            String name, Optional<ProofLine> proof, List<String> kept, List<String> reasons) {
        public CopyLine {
            kept = List.copyOf(kept);
            reasons = List.copyOf(reasons);
        }
    }

    public record ProofLine(String verdict, String rungs, Instant at, double recoverySeconds) {}

    /// A span of time of which one storage can bring back every moment. Without WAL streaming, each
    /// snapshot is a window of its own.
    public record Window(
            Instant from,
            Instant to,
            String storage,
            String server,
            int timeline,
            String fromLsn,
            String toLsn) {}

    /// A hole in the streamed log: of what lies in it nothing can be brought back.
    public record Gap(
            Instant from,
            Instant to,
            String storage,
            String reason,
            String server,
            int timeline,
            String fromLsn,
            String toLsn) {}

    /// Up to when a storage has a server's log; only where it was streamed.
    public record RecoveryPoint(String server, String storage, Instant at) {}

    public record Unreachable(String storage, String reason) {}

    /// @param snapshots how many it lacks
    /// @param newest of them
    /// @param remedy what to type
    public record Behind(String storage, long snapshots, String newest, String remedy) {}
}
