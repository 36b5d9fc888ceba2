package dev.holdfast.vault;

import dev.holdfast.core.storage.ObjectInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Deletes the notes that have served: leases of writers that ended, old looks at the clock, what
/// was taken back, what writes that were cut off left, and the tombstones of snapshots that are
/// gone everywhere.
record Tidying(Vault vault, Survey survey, Sweep sweep) {
    private static final String RELEASED = ".released";

    /// @param forgettable whether no other storage has a manifest of the snapshot any more
    void run(Predicate<String> forgettable) throws InterruptedException {
        for (String key : survey.leases().dead()) {
            sweep.delete(key);
        }
        for (ObjectInfo look : list(ObjectKeys.CLOCK)) {
            if (survey.isOld(look.created())) {
                sweep.delete(look.key());
            }
        }
        deleteReleased(ObjectKeys.PINS);
        deleteReleasedTombstones();
        deleteTombstones(forgettable);
        vault.storage().removeLeftovers(Grace.GRACE);
    }

    /// The note first: without its release it would count again.
    private void deleteReleased(String prefix) throws InterruptedException {
        for (ObjectInfo release : releases(prefix)) {
            sweep.delete(noteOf(release));
            sweep.delete(release.key());
        }
    }

    /// Only where the release counts.
    private void deleteReleasedTombstones() throws InterruptedException {
        Set<String> expired = vault.marks().tombstones().keySet();
        for (ObjectInfo release : releases(ObjectKeys.EXPIRED)) {
            boolean counts =
                    Marks.snapshotIn(ObjectKeys.EXPIRED, release)
                            .filter(id -> !expired.contains(id))
                            .isPresent();
            if (counts) {
                sweep.delete(noteOf(release));
                sweep.delete(release.key());
            }
        }
    }

    private void deleteTombstones(Predicate<String> forgettable) throws InterruptedException {
        Set<String> stored = new HashSet<>(vault.storedIds());
        Set<String> gone =
                vault.marks().tombstones().values().stream()
                        .filter(tomb -> survey.isOld(tomb.expired()))
                        .map(Tombstone::snapshot)
                        .filter(id -> !stored.contains(id) && forgettable.test(id))
                        .collect(Collectors.toSet());
        for (ObjectInfo info : list(ObjectKeys.EXPIRED)) {
            if (Marks.snapshotIn(ObjectKeys.EXPIRED, info).filter(gone::contains).isPresent()) {
                sweep.delete(info.key());
            }
        }
    }

    private List<ObjectInfo> releases(String prefix) {
        return list(prefix).stream()
                .filter(Notes::isRelease)
                .filter(info -> survey.isOld(info.created()))
                .toList();
    }

    private static String noteOf(ObjectInfo release) {
        return release.key().substring(0, release.key().length() - RELEASED.length());
    }

    private List<ObjectInfo> list(String prefix) {
        List<ObjectInfo> found = new ArrayList<>();
        vault.storage().list(prefix, found::add);
        return found;
    }
}
