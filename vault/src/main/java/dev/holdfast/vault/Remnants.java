package dev.holdfast.vault;

import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.pipeline.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The remnants in one storage, by the pack they stand in for, as one listing says.
///
/// A **remnant** is what is left of a pack of which most was not used any more: the frames that
/// were, at their old numbers, and empty ones between them. Whoever finds the pack uses the pack.
///
/// @param byPack sorted by key
record Remnants(Map<Name, List<ObjectInfo>> byPack) {

    static Remnants in(Storage storage) {
        return below(storage, ObjectKeys.REMNANTS);
    }

    static Remnants of(Storage storage, Name pack) {
        return below(storage, ObjectKeys.remnants(pack));
    }

    private static Remnants below(Storage storage, String prefix) {
        Map<Name, List<ObjectInfo>> byPack = new HashMap<>();
        storage.list(
                prefix,
                info -> {
                    if (info.sizeBytes() > 0) {
                        ObjectKeys.nameOfRemnant(info.key())
                                .ifPresent(pack ->
                                        byPack.computeIfAbsent(pack, _ -> new ArrayList<>(1))
                                                .add(info));
                    }
                });
        byPack.values().forEach(all -> all.sort(Comparator.comparing(ObjectInfo::key)));
        return new Remnants(byPack);
    }

    List<ObjectInfo> of(Name pack) {
        return byPack.getOrDefault(pack, List.of());
    }

    Set<Name> packs() {
        return byPack.keySet();
    }
}
