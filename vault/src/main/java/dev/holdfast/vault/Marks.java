package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.vault.Notes.Note;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What was decided about snapshots in one storage: [Tombstone]s and [Pin]s. Each is an immutable
/// object, taken back by another one; nothing here deletes anything. Safe for many threads.
public final class Marks {
    private static final int ID_LENGTH = "20261122-120000-abcd".length();

    private final Notes notes;

    Marks(VaultObjects objects) {
        this.notes = new Notes(objects);
    }

    /// The snapshots among `ids` that have a tombstone which counts.
    Set<String> expiredAmong(Collection<String> ids) {
        Set<String> wanted = new HashSet<>(ids);
        List<ObjectInfo> listed =
                notes.list(ObjectKeys.EXPIRED).stream()
                        .filter(info -> wanted.contains(snapshotOf(ObjectKeys.EXPIRED, info)))
                        .toList();
        Set<String> expired = new HashSet<>();
        for (Note<Tombstone.Content> note : notes.read(listed, Tombstone.Content.class)) {
            if (Tombstone.counts(note)) {
                expired.add(note.content().snapshot());
            }
        }
        return expired;
    }

    /// The oldest tombstone that counts of each snapshot that has one, by id; also of those whose
    /// manifest is deleted already.
    public Map<String, Tombstone> tombstones() {
        Map<String, Tombstone> found = new TreeMap<>();
        for (Note<Tombstone.Content> note :
                notes.all(ObjectKeys.EXPIRED, Tombstone.Content.class)) {
            if (Tombstone.counts(note)) {
                found.merge(
                        note.content().snapshot(),
                        Tombstone.of(note),
                        (a, b) -> a.expired().isBefore(b.expired()) ? a : b);
            }
        }
        return found;
    }

    /// From now on the snapshot is not listed in this storage. Nothing is deleted yet.
    ///
    /// @param by `user@host`
    public void expire(String snapshot, String reason, String by, SecureRandom random) {
        notes.write(
                key(ObjectKeys.EXPIRED, snapshot, random),
                new Tombstone.Content(snapshot, reason, by),
                random);
    }

    /// Takes back all tombstones of a snapshot. `TARGET_REFUSED` when one is too old for that:
    /// parts of the snapshot may be deleted already.
    ///
    /// @return whether there was one
    public boolean undoExpiry(String snapshot, String by, SecureRandom random) {
        List<Note<Tombstone.Content>> counting =
                notes.all(ObjectKeys.EXPIRED + snapshot + "-", Tombstone.Content.class).stream()
                        .filter(Tombstone::counts)
                        .toList();
        if (counting.isEmpty()) {
            return false;
        }
        Instant now = notes.now(random);
        for (Note<Tombstone.Content> note : counting) {
            if (Duration.between(note.created(), now).compareTo(Grace.UNDO) >= 0) {
                throw tooLate(snapshot);
            }
        }
        counting.forEach(note -> notes.release(note.key(), by, random));
        if (expiredAmong(List.of(snapshot)).contains(snapshot)) {
            throw tooLate(snapshot);
        }
        return true;
    }

    /// Pins that were not taken back, in this storage; also those that have ended by themselves.
    public List<Pin> pins() {
        return notes.all(ObjectKeys.PINS, Pin.class).stream()
                .filter(note -> note.released().isEmpty())
                .map(Note::content)
                .toList();
    }

    public void pin(Pin pin, SecureRandom random) {
        notes.write(key(ObjectKeys.PINS, pin.snapshot(), random), pin, random);
    }

    /// Takes back all pins of a snapshot.
    ///
    /// @return whether there was one
    public boolean unpin(String snapshot, String by, SecureRandom random) {
        List<Note<Pin>> present =
                notes.all(ObjectKeys.PINS + snapshot + "-", Pin.class).stream()
                        .filter(note -> note.released().isEmpty())
                        .toList();
        present.forEach(note -> notes.release(note.key(), by, random));
        return !present.isEmpty();
    }

    /// Snapshots that running backups build on, as far as they said so; a backup does from its
    /// second hour on.
    public Set<String> reliedOn() {
        return Leases.formersOfUnended(notes);
    }

    /// The snapshot that the key of a tombstone or pin names; empty when it names none.
    static Optional<String> snapshotIn(String prefix, ObjectInfo info) {
        String name = info.key().substring(prefix.length());
        return Optional.of(name)
                .filter(text -> text.length() > ID_LENGTH && text.charAt(ID_LENGTH) == '-')
                .map(text -> text.substring(0, ID_LENGTH))
                .filter(ObjectKeys::isSnapshotId);
    }

    private static String snapshotOf(String prefix, ObjectInfo info) {
        return snapshotIn(prefix, info).orElse("");
    }

    private static String key(String prefix, String snapshot, SecureRandom random) {
        return prefix + snapshot + "-" + ObjectKeys.randomHex(random).substring(0, 8);
    }

    private HoldfastException tooLate(String snapshot) {
        return new HoldfastException(
                ProblemCode.TARGET_REFUSED,
                "storage '%s': snapshot %s expired more than %d hours ago; parts of it may be deleted"
                        .formatted(
                                notes.objects().storage().name(), snapshot, Grace.UNDO.toHours()),
                "see what there is: holdfast backup list");
    }
}
