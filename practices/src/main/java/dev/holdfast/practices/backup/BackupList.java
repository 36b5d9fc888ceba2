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
        List<Unreachable> unreachable,
        List<Behind> behind) {
    public BackupList {
        snapshots = List.copyOf(snapshots);
        windows = List.copyOf(windows);
        gaps = List.copyOf(gaps);
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

        /// Listed, but no copy of its manifest can be read.
        static SnapshotLine unreadable(String id, List<CopyLine> storages) {
            return new SnapshotLine(
                    id, "?", "", Instant.EPOCH, "unreadable", "", 0, 0, true, storages);
        }
    }

    public record CopyLine(String name, Optional<ProofLine> proof) {}

    public record ProofLine(String verdict, String rungs, Instant at, double recoverySeconds) {}

    /// A span of time that one storage can bring back. Without WAL streaming, each snapshot is a
    /// window of its own, from its stop to its stop.
    public record Window(Instant from, Instant to, String storage) {}

    public record Gap(Instant from, Instant to, String storage, String reason) {}

    public record Unreachable(String storage, String reason) {}

    /// @param snapshots how many it lacks
    /// @param newest of them
    /// @param remedy what to type
    public record Behind(String storage, long snapshots, String newest, String remedy) {}
}
