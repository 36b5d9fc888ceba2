package dev.holdfast.practices.backup;

import dev.holdfast.practices.backup.stream.StreamView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How `wal stream` left the storages.
///
/// @param bytes of the log that came from the server
public record StreamWalResult(
        String server, double seconds, long bytes, List<StorageResult> storages) {
    public StreamWalResult {
        storages = List.copyOf(storages);
    }

    public enum State {
        /// Everything that came is stored.
        STORED,
        /// Something is missing here; it comes with the next run.
        BEHIND
    }

    /// @param storedTo an LSN
    /// @param recoveryPoint the time of the newest commit or heartbeat in what is stored
    public record StorageResult(
            String name,
            State state,
            String storedTo,
            Optional<Instant> recoveryPoint,
            Optional<String> problem) {

        static StorageResult of(StreamView.StorageView storage) {
            boolean stored = !storage.isBehind() && storage.lagBytes() == 0;
            return new StorageResult(
                    storage.name(),
                    stored ? State.STORED : State.BEHIND,
                    storage.storedTo().toString(),
                    Optional.of(storage.recoveryPoint()).filter(Instant.EPOCH::isBefore),
                    storage.problem());
        }
    }
}
