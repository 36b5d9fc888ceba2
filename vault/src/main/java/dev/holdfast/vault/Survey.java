package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Storage;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What one storage says before anything is deleted from it.
///
/// @param now by the storage's clock
/// @param kept snapshots that are listed, or that a running backup relies on
/// @param undoable snapshots that expired, and whose grace is not over
/// @param due snapshots whose grace is over
/// @param hasForgotten whether snapshots are due or deleted whose tombstone is still there: then
///   what they alone used was not looked for yet
record Survey(
        Instant now,
        Set<String> kept,
        Set<String> undoable,
        Set<String> due,
        boolean hasForgotten,
        Leases leases) {

    /// `VAULT_FORMAT_UNKNOWN` when there is something that this version does not know, or a
    /// manifest that is empty: it may need what looks like garbage.
    static Survey of(Vault vault, SecureRandom random) {
        Notes notes = new Notes(vault.objects());
        Instant now = notes.now(random);
        requireKnown(vault.storage());
        Leases leases = Leases.read(notes, now);
        List<String> stored = vault.storedIds();
        Map<String, Tombstone> tombstones = vault.marks().tombstones();
        Set<String> kept = new TreeSet<>(stored);
        kept.removeAll(tombstones.keySet());
        leases.formers().stream().filter(stored::contains).forEach(kept::add);
        Set<String> expired = new TreeSet<>(stored);
        expired.removeAll(kept);
        Set<String> due = new HashSet<>(expired);
        due.removeIf(id -> !isDue(tombstones.get(id), now));
        expired.removeAll(due);
        boolean hasForgotten = tombstones.keySet().stream().anyMatch(id -> !expired.contains(id));
        return new Survey(now, kept, expired, due, hasForgotten, leases);
    }

    private static boolean isDue(@Nullable Tombstone tomb, Instant now) {
        return tomb != null && Duration.between(tomb.expired(), now).compareTo(Grace.GRACE) >= 0;
    }

    boolean isOld(Instant created) {
        return Duration.between(created, now).compareTo(Grace.GRACE) >= 0;
    }

    private static void requireKnown(Storage storage) {
        List<String> unknown = new ArrayList<>();
        storage.list(ObjectKeys.ROOTS, info -> unknown.add(info.key()));
        storage.list(
                ObjectKeys.SNAPSHOTS,
                info -> {
                    String name = info.key().substring(ObjectKeys.SNAPSHOTS.length());
                    if (!ObjectKeys.isSnapshotId(name) || info.sizeBytes() == 0) {
                        unknown.add(info.key());
                    }
                });
        if (!unknown.isEmpty()) {
            throw new HoldfastException(
                    ProblemCode.VAULT_FORMAT_UNKNOWN,
                    "storage '%s' holds %s, which is empty or unknown; so nothing is deleted"
                            .formatted(storage.name(), unknown.getFirst()),
                    "holdfast vault heal, or use the newest Holdfast that writes to this vault");
        }
    }
}
