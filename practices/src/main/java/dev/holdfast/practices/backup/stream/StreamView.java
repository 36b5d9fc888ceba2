package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.engine.Lsn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A running stream at the moment of asking.
///
/// @param timeline the one that is followed
/// @param received everything before it has come from the server
/// @param newest the time of the newest commit or heartbeat in that; the epoch when none is known
/// @param receivedBytes since this run began
public record StreamView(
        int timeline,
        Lsn received,
        Instant newest,
        long receivedBytes,
        List<StorageView> storages) {
    public StreamView {
        storages = List.copyOf(storages);
    }

    /// @param recoveryPoint the time of the newest commit or heartbeat that is stored here; the
    ///   epoch when none is known
    /// @param isCurrent whether everything that was received is stored here, but for what came just
    ///   now
    /// @param isBehind whether it is being caught up from another storage
    /// @param lagBytes what was received and is not stored here
    public record StorageView(
            String name,
            Lsn storedTo,
            Instant recoveryPoint,
            boolean isCurrent,
            boolean isBehind,
            long lagBytes,
            Optional<String> problem) {}
}
