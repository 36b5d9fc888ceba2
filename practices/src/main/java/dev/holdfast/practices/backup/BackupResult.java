package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Judged;
import java.util.List;
import java.util.stream.Stream;

/// What `backup run` did.
///
/// @param mode whether everything was read, or only what changed
/// @param reason how the changes were known, or why everything was read
/// @param readBytes read from the server
/// @param walBytes write-ahead log kept with the snapshot
/// @param damages pages whose checksum did not match on the server itself
public record BackupResult(
        String snapshot,
        String server,
        Mode mode,
        String reason,
        double seconds,
        long databaseBytes,
        long readBytes,
        long walBytes,
        List<StorageResult> storages,
        List<String> damages)
        implements Judged {
    public BackupResult {
        storages = List.copyOf(storages);
        damages = List.copyOf(damages);
    }

    @Override
    public List<String> concerns() {
        return Stream.concat(
                        storages.stream()
                                .filter(storage -> storage.state() != State.STORED)
                                .map(storage ->
                                        "storage '%s' is behind: %s"
                                                .formatted(storage.name(), storage.message())),
                        damages.stream().map(damage -> "damaged on the server itself: " + damage))
                .toList();
    }

    public enum Mode {
        FULL,
        INCREMENTAL
    }

    public enum State {
        /// The whole snapshot is there.
        STORED,
        /// It lacks this snapshot and must be caught up from another storage.
        BEHIND,
        /// It could not be written to.
        FAILED
    }

    /// @param bytes added by this snapshot
    /// @param message why it is not stored; empty when it is
    public record StorageResult(String name, State state, long bytes, String message) {}
}
