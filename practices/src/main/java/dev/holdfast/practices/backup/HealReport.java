package dev.holdfast.practices.backup;

import dev.holdfast.vault.Mending;
import java.util.List;
import java.util.Optional;

/// What `vault heal` found and mended in each storage.
public record HealReport(List<StorageHealth> storages) {
    public HealReport {
        storages = List.copyOf(storages);
    }

    public boolean isWell() {
        return storages.stream()
                .allMatch(it -> it.state() == State.WELL || it.state() == State.MENDED);
    }

    public enum State {
        /// Nothing was wrong.
        WELL,
        /// What was wrong was mended.
        MENDED,
        /// Something could not be mended.
        DAMAGED,
        /// It could not be read or written.
        FAILED
    }

    /// @param objects looked at
    /// @param bytes of them, as stored
    /// @param problem why it failed
    public record StorageHealth(
            String name,
            State state,
            long objects,
            long bytes,
            List<Mending.Fixed> mended,
            List<Mending.Unmended> unmended,
            Optional<Failure> problem) {
        public StorageHealth {
            mended = List.copyOf(mended);
            unmended = List.copyOf(unmended);
        }
    }
}
