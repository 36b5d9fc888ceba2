package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Judged;
import java.util.List;
import java.util.Optional;

/// What `vault sync` brought to each storage.
public record SyncReport(List<StorageSync> storages) implements Judged {
    public SyncReport {
        storages = List.copyOf(storages);
    }

    @Override
    public List<String> concerns() {
        return storages.stream().flatMap(storage -> storage.concern().stream()).toList();
    }

    public enum State {
        /// It lacked nothing.
        CURRENT,
        /// It has everything now.
        CAUGHT_UP,
        /// It still lacks snapshots, or log.
        BEHIND,
        /// It could not be read or written.
        FAILED
    }

    /// @param keys whether it got newer wrapped keys
    /// @param snapshots that it has now, newest first
    /// @param bytes copied, as stored
    /// @param logObjects of the streamed log
    /// @param lacking that it still lacks
    /// @param problem why it failed
    public record StorageSync(
            String name,
            State state,
            boolean keys,
            List<String> snapshots,
            long objects,
            long bytes,
            long receipts,
            long logObjects,
            List<Lacking> lacking,
            Optional<Failure> problem) {
        public StorageSync {
            snapshots = List.copyOf(snapshots);
            lacking = List.copyOf(lacking);
        }

        private Optional<String> concern() {
            return switch (state) {
                case CURRENT, CAUGHT_UP -> Optional.empty();
                case BEHIND ->
                        Optional.of(
                                "storage '%s' still lacks %s"
                                        .formatted(
                                                name,
                                                lacking.size() == 1
                                                        ? lacking.getFirst().snapshot()
                                                        : lacking.size() + " snapshots"));
                case FAILED ->
                        Optional.of(
                                problem.map(Failure::message)
                                        .orElse("storage '%s' failed".formatted(name)));
            };
        }
    }

    public record Lacking(String snapshot, Failure reason) {}
}
