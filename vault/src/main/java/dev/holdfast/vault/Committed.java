package dev.holdfast.vault;

import dev.holdfast.core.problem.Problem;
import java.util.List;
import java.util.Optional;

/// How [SnapshotWriter#commit] ended: stored in at least one storage.
public record Committed(Manifest manifest, List<Copy> copies) {
    public Committed {
        copies = List.copyOf(copies);
    }

    /// @param bytes added to this storage
    /// @param failure why the snapshot is not in it; empty when it is stored
    public record Copy(String storage, long bytes, Optional<Problem> failure) {

        public boolean isStored() {
            return failure.isEmpty();
        }
    }
}
