package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.ObjectInfo;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Creates manifests, beside others who delete: whoever makes a snapshot listed, a backup or a copy
/// from another storage, goes through here.
///
/// What the snapshot needs may have been condemned meanwhile. Recently: then the manifest will be
/// there long before anybody deletes, who looks again. Longer ago: then it is refused. Since this
/// process may stand still between look and manifest, it looks again, and withdraws the snapshot
/// when somebody may have deleted in between. `docs/designs/0002-expiry-and-collection.md` has the
/// argument.
record Publication(Vault copy, SecureRandom random, InstantSource clock) {

    /// @param needed of the copy
    /// @param create creates the manifest
    void publish(String snapshot, Reliance needed, Runnable create) {
        Instant began = clock.instant();
        long beganNanos = System.nanoTime();
        Condemned condemned = new Condemned(new Notes(copy.objects()));
        refuseCondemned(condemned, snapshot, needed);
        create.run();
        Duration wall = Duration.between(began, clock.instant()).abs();
        Duration monotonic = Duration.ofNanos(System.nanoTime() - beganNanos);
        if (wall.compareTo(Grace.LOOK) > 0 || monotonic.compareTo(Grace.LOOK) > 0) {
            withdrawIfHarmed(condemned, snapshot, needed);
        }
    }

    private void refuseCondemned(Condemned condemned, String snapshot, Reliance needed) {
        if (!condemned.all().isEmpty()) {
            Instant now = condemned.notes().now(random);
            firstDue(condemned, now, needed)
                    .ifPresent(key -> {
                        throw doomed(snapshot, key);
                    });
        }
    }

    /// Who deletes does so while the condemnation is there: so what was not deleted when it is gone
    /// stays.
    private void withdrawIfHarmed(Condemned condemned, String snapshot, Reliance needed) {
        Optional<String> harmed =
                firstDue(condemned, condemned.notes().now(random), needed)
                        .or(() -> firstMissing(needed));
        if (harmed.isPresent()) {
            copy.marks().expire(snapshot, "withdrawn: it needs " + harmed.get(), "-", random);
            throw doomed(snapshot, harmed.get());
        }
    }

    private Optional<String> firstMissing(Reliance needed) {
        Set<String> missing = new TreeSet<>(unvouched(needed));
        for (String prefix : Held.PREFIXES) {
            copy.storage().list(prefix, info -> missing.remove(info.key()));
        }
        return missing.stream().findFirst();
    }

    private Optional<String> firstDue(Condemned condemned, Instant now, Reliance needed) {
        List<ObjectInfo> due = condemned.olderThan(Grace.COMMIT, now);
        return due.isEmpty() ? Optional.empty() : condemned.firstIn(due, unvouched(needed));
    }

    /// A pack that is condemned because a remnant stands in for it stays condemned for a day, while
    /// snapshots that use it are listed: what a listed one uses is there in one form or the other.
    private Set<String> unvouched(Reliance needed) {
        boolean isVouchedFor =
                needed.former().filter(id -> copy.snapshotIds().contains(id)).isPresent();
        return isVouchedFor ? needed.own() : needed.keys();
    }

    private HoldfastException doomed(String snapshot, String key) {
        return new HoldfastException(
                ProblemCode.OBJECT_MISSING,
                "storage '%s': snapshot %s needs %s, which is about to be deleted"
                        .formatted(copy.storage().name(), snapshot, key),
                "delete what is due: holdfast backup expire; then try again");
    }
}
