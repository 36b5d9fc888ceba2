package dev.holdfast.vault;

import dev.holdfast.core.storage.Storage;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares what a storage holds with what is needed, by listing instead of asking one by one.
final class Presence {
    static final String MISSING = "it is missing";

    /// What a listing lacks is asked for by name, up to so many: some services list late.
    private static final int MOST_ASKED = 100;

    private Presence() {}

    /// What is wrong, in words, by key; empty when all is there with its size.
    static Map<String, String> wrong(Storage storage, Collection<Needed> needed) {
        Map<String, Long> found = sizes(storage, needed);
        Map<String, String> wrong = new LinkedHashMap<>();
        for (Needed object : needed) {
            Long size = found.get(object.key());
            if (size == null) {
                wrong.put(object.key(), MISSING);
            } else if (size != object.sizeBytes()) {
                wrong.put(
                        object.key(),
                        "it has %d bytes instead of %d".formatted(size, object.sizeBytes()));
            }
        }
        return wrong;
    }

    /// Of what [#wrong] found those that are not there at all.
    static List<String> missing(Map<String, String> wrong) {
        return wrong.entrySet().stream()
                .filter(entry -> entry.getValue().equals(MISSING))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The keys of lists that are not there.
    static Set<String> missingLists(Storage storage, Collection<ManifestDocument.ListRef> lists) {
        Set<String> missing = new LinkedHashSet<>();
        lists.forEach(ref -> missing.add(ref.key()));
        storage.list(ObjectKeys.LISTS, info -> missing.remove(info.key()));
        List<String> asked = missing.stream().limit(MOST_ASKED).toList();
        asked.stream().filter(key -> storage.find(key).isPresent()).forEach(missing::remove);
        return missing;
    }

    private static Map<String, Long> sizes(Storage storage, Collection<Needed> needed) {
        Map<String, Long> sizes = new HashMap<>();
        needed.forEach(object -> sizes.put(object.key(), null));
        for (String prefix : prefixes(needed)) {
            storage.list(
                    prefix,
                    info -> {
                        if (sizes.containsKey(info.key())) {
                            sizes.put(info.key(), info.sizeBytes());
                        }
                    });
        }
        List<String> asked =
                sizes.keySet().stream()
                        .filter(key -> sizes.get(key) == null)
                        .limit(MOST_ASKED)
                        .toList();
        asked.forEach(key -> storage.find(key).ifPresent(info -> sizes.put(key, info.sizeBytes())));
        return sizes;
    }

    private static Collection<String> prefixes(Collection<Needed> needed) {
        return needed.stream()
                .map(object -> object.key().substring(0, object.key().indexOf('/') + 1))
                .collect(Collectors.toSet());
    }
}
