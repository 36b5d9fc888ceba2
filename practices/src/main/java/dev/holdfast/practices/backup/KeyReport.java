package dev.holdfast.practices.backup;

import java.util.List;
import java.util.Optional;

/// Which vault keys open the vault in which storage. Keys are told apart by their ids, which reveal
/// nothing.
///
/// @param inUse the id of the key that `vault.key` names
/// @param change what was done; empty when only looked at
/// @param kept further keys that are kept beside that file
public record KeyReport(
        String inUse, Optional<Change> change, List<KeptKey> kept, List<StorageKeys> storages) {
    public KeyReport {
        kept = List.copyOf(kept);
        storages = List.copyOf(storages);
    }

    public boolean isWell() {
        return storages.stream().allMatch(storage -> storage.state() == State.CURRENT);
    }

    public enum State {
        /// It has the newest generation.
        CURRENT,
        /// It has an earlier one.
        BEHIND,
        /// It could not be read or written.
        FAILED
    }

    public enum Action {
        ADDED,
        REMOVED,
        ROTATED
    }

    /// @param keyId that was added, removed or is new
    /// @param file where that key is; empty when it was removed
    /// @param isNew whether the key was made now
    /// @param formerFile where the key before is kept; empty unless rotated
    public record Change(
            Action action, String keyId, String file, boolean isNew, String formerFile) {}

    public record KeptKey(String keyId, String file) {}

    /// @param generation of its wrapped keys; 0 when they cannot be read
    /// @param keyIds of the keys that open it
    public record StorageKeys(
            String name,
            State state,
            int generation,
            List<String> keyIds,
            Optional<Failure> problem) {
        public StorageKeys {
            keyIds = List.copyOf(keyIds);
        }
    }
}
