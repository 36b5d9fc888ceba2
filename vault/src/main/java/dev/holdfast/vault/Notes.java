package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.SealedObject;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Small facts beside the snapshots, each one JSON document in a container of its own: who does not
/// have the vault's keys cannot write one that counts.
///
/// A note is taken back by another object of the same name with `.released` behind it.
record Notes(VaultObjects objects) {
    private static final String RELEASED = ".released";

    /// What takes a note back.
    ///
    /// @param by `user@host`
    record Release(String by) {}

    /// @param created by the storage's clock
    /// @param released when it was taken back, by the storage's clock
    record Note<T>(String key, T content, Instant created, Optional<Instant> released) {}

    void write(String key, Object content, SecureRandom random) {
        try (FrameCodec codec = objects.codec()) {
            SealedObject sealed =
                    ListObject.build(
                            ContainerKind.NOTE,
                            key,
                            Json.write(content),
                            objects.secrets(),
                            codec,
                            random);
            ByteBuffer bytes = ByteBuffer.wrap(sealed.buffer(), 0, sealed.length());
            objects.storage().create(key, Content.of(bytes));
        }
    }

    /// Taking back what is taken back already changes nothing.
    void release(String key, String by, SecureRandom random) {
        try {
            write(key + RELEASED, new Release(by), random);
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.OBJECT_EXISTS)) {
                throw e;
            }
        }
    }

    /// All notes whose key begins with `prefix`, sorted by key. What cannot be read as one, or is
    /// gone meanwhile, is left out.
    <T> List<Note<T>> all(String prefix, Class<T> type) {
        return read(list(prefix), type);
    }

    /// Every object below `prefix`, releases included.
    List<ObjectInfo> list(String prefix) {
        List<ObjectInfo> found = new ArrayList<>();
        objects.storage().list(prefix, found::add);
        found.sort(Comparator.comparing(ObjectInfo::key));
        return found;
    }

    <T> List<Note<T>> read(List<ObjectInfo> listed, Class<T> type) {
        Map<String, Instant> releases = new HashMap<>();
        for (ObjectInfo info : listed) {
            if (isRelease(info)) {
                read(info.key(), Release.class)
                        .ifPresent(_ -> releases.put(info.key(), info.created()));
            }
        }
        List<Note<T>> notes = new ArrayList<>();
        for (ObjectInfo info : listed) {
            if (!isRelease(info)) {
                Optional<Instant> released =
                        Optional.ofNullable(releases.get(info.key() + RELEASED));
                read(info.key(), type)
                        .ifPresent(content ->
                                notes.add(
                                        new Note<>(info.key(), content, info.created(), released)));
            }
        }
        return notes;
    }

    static boolean isRelease(ObjectInfo info) {
        return info.key().endsWith(RELEASED);
    }

    /// Empty when it is not there, or is none of this vault's.
    <T> Optional<T> read(String key, Class<T> type) {
        try (FrameCodec codec = objects.codec()) {
            VaultObjects.Whole whole = objects.whole(codec, ContainerKind.NOTE, key);
            return Optional.of(objects.decoding(key, () -> Json.read(whole.content(codec), type)));
        } catch (HoldfastException e) {
            if (Snapshot.isDamage(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The storage's own idea of now: when it created an object that was just written.
    Instant now(SecureRandom random) {
        String key = ObjectKeys.CLOCK + ObjectKeys.randomHex(random);
        objects.storage().create(key, Content.of(new byte[] {1}));
        return objects.storage()
                .find(key)
                .map(ObjectInfo::created)
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.OBJECT_MISSING,
                                "storage '%s': object %s is missing right after it was written"
                                        .formatted(objects.storage().name(), key),
                                "holdfast check"));
    }
}
