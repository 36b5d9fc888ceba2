package dev.holdfast.vault;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What a snapshot that is about to be listed needs of one storage.
///
/// @param keys everything that it leads to there: where a pack is gone, its remnants
/// @param former the snapshot that it builds on; empty for a copy from another storage
/// @param shared those of `keys` that the former snapshot leads to as well: as long as that one is
///   listed, nobody deletes what it uses of them, and the new one uses no more
record Reliance(Set<String> keys, Optional<String> former, Set<String> shared) {
    Reliance {
        keys = Set.copyOf(keys);
        shared = Set.copyOf(shared);
    }

    static Reliance on(Set<String> keys) {
        return new Reliance(keys, Optional.empty(), Set.of());
    }

    /// What nobody else vouches for.
    Set<String> own() {
        Set<String> own = new HashSet<>(keys);
        own.removeAll(shared);
        return own;
    }
}
