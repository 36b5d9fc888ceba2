package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells for packs that are gone from one copy whether its remnants hold all that a snapshot uses
/// of them. Remnants are listed once. One thread at a time.
final class Substitutes {
    private final Vault copy;
    private final FrameCodec codec;
    private final Remnants remnants;
    private final Map<String, List<StoredPack.Part>> opened = new HashMap<>();

    Substitutes(Vault copy, FrameCodec codec) {
        this.copy = copy;
        this.codec = codec;
        this.remnants = Remnants.in(copy.storage());
    }

    /// Empty when `key` is no pack's.
    List<ObjectInfo> remnantsOf(String key) {
        return ObjectKeys.nameOfPack(key).map(remnants::of).orElse(List.of());
    }

    boolean hasAny() {
        return !remnants.packs().isEmpty();
    }

    /// The keys of the remnants that do, by the key of the pack; packs of which something is not
    /// there are left out.
    ///
    /// @param snapshot read from wherever it is whole
    /// @param gone keys of objects; what are not packs is left out
    Map<String, List<String>> sufficing(Snapshot snapshot, Collection<String> gone) {
        Map<Name, String> candidates = new LinkedHashMap<>();
        for (String key : gone) {
            ObjectKeys.nameOfPack(key)
                    .filter(name -> !remnants.of(name).isEmpty())
                    .ifPresent(name -> candidates.put(name, key));
        }
        if (candidates.isEmpty()) {
            return Map.of();
        }
        FrameUse use = new FrameUse(candidates.keySet(), codec);
        use.add(snapshot);
        Map<String, List<String>> sufficing = new HashMap<>();
        candidates.forEach((name, key) -> {
            List<StoredPack.Part> parts = parts(name);
            if (holdsAll(parts, use.of(name))) {
                sufficing.put(key, parts.stream().map(StoredPack.Part::key).toList());
            }
        });
        return sufficing;
    }

    /// The same for a snapshot that the first of `ways` shows that can.
    Map<String, List<String>> sufficing(
            ManifestDocument document, List<Vault> ways, Collection<String> gone) {
        for (Vault way : hasAny() ? ways : List.<Vault>of()) {
            try {
                return sufficing(new Snapshot(way.objects(), document), gone);
            } catch (HoldfastException e) {
                if (!Snapshot.isDamage(e)) {
                    throw e;
                }
            }
        }
        return Map.of();
    }

    static boolean holdsAll(List<StoredPack.Part> parts, BitSet frames) {
        return !parts.isEmpty()
                && frames.stream()
                        .allMatch(frame -> parts.stream().anyMatch(part -> part.holds(frame)));
    }

    private List<StoredPack.Part> parts(Name pack) {
        return opened.computeIfAbsent(
                ObjectKeys.pack(pack),
                _ -> {
                    List<StoredPack.Part> parts = new ArrayList<>();
                    for (ObjectInfo info : remnants.of(pack)) {
                        try {
                            parts.add(StoredPack.part(copy.objects(), codec, info));
                        } catch (HoldfastException e) {
                            if (!Snapshot.isDamage(e)) {
                                throw e;
                            }
                        }
                    }
                    return parts;
                });
    }
}
