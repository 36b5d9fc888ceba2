package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.StoredObject;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Objects of the former snapshot that at least one of the storages does not have as they should
/// be. Nothing new may refer to them: so a full read heals every copy, whichever lost them.
///
/// @param keys of packs, maps and lists
record Lost(Set<String> keys) {

    /// @param copies what fails to answer has failed
    static Lost in(
            List<CopyUpload> copies, Snapshot former, Collection<Needed> needed, FrameCodec codec) {
        Set<String> lost = new HashSet<>();
        for (CopyUpload copy : copies) {
            Storage storage = copy.copy().storage();
            copy.attempt(() -> {
                Map<String, String> wrong = Presence.wrong(storage, needed);
                List<String> missing = Presence.missing(wrong);
                if (!missing.isEmpty()) {
                    new Substitutes(copy.copy(), codec)
                            .sufficing(former, missing)
                            .keySet()
                            .forEach(wrong::remove);
                }
                lost.addAll(wrong.keySet());
                lost.addAll(Presence.missingLists(storage, former.lists()));
            });
        }
        return new Lost(Set.copyOf(lost));
    }

    /// The maps and packs of the former snapshot. Of a map that cannot be read only itself: what it
    /// leads to cannot be referred to either.
    static Collection<Needed> needed(Snapshot former, FrameCodec codec) {
        Map<String, Needed> needed = new LinkedHashMap<>();
        former.files().stream()
                .flatMap(file -> file.chain().stream())
                .map(SectionRef::map)
                .distinct()
                .forEach(map -> {
                    add(needed, Needed.map(map));
                    packsOf(former, codec, map).forEach(pack -> add(needed, Needed.pack(pack)));
                });
        return needed.values();
    }

    private static void add(Map<String, Needed> needed, Needed object) {
        needed.put(object.key(), object);
    }

    private static List<StoredObject> packsOf(Snapshot former, FrameCodec codec, StoredObject map) {
        try {
            return former.sections().packsOf(codec, map);
        } catch (HoldfastException e) {
            if (Snapshot.isDamage(e)) {
                return List.of();
            }
            throw e;
        }
    }

    boolean hasPack(StoredObject pack) {
        return keys.contains(ObjectKeys.pack(pack.name()));
    }

    boolean hasMapOf(StoredFile file) {
        return file.chain().stream()
                .anyMatch(ref -> keys.contains(ObjectKeys.map(ref.map().name())));
    }

    boolean hasList(ManifestDocument.ListRef list) {
        return keys.contains(list.key());
    }
}
