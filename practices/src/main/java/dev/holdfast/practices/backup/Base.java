package dev.holdfast.practices.backup;

import dev.holdfast.vault.Snapshot;
import java.util.Optional;

/// What a new snapshot builds on.
sealed interface Base {

    Optional<Snapshot> snapshot();

    /// Pages that did not change since are taken from it.
    record Former(Snapshot former) implements Base {
        @Override
        public Optional<Snapshot> snapshot() {
            return Optional.of(former);
        }
    }

    /// Nothing: everything is read and stored anew.
    ///
    /// @param reason why, for people
    record Nothing(String reason) implements Base {
        @Override
        public Optional<Snapshot> snapshot() {
            return Optional.empty();
        }
    }
}
