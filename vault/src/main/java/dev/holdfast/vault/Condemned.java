package dev.holdfast.vault;

import dev.holdfast.core.storage.ObjectInfo;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is to be deleted, written down at least a grace before it is: so that whoever writes a
/// manifest meanwhile can see whether it relies on something that is about to go.
record Condemned(Notes notes) {
    /// Of one object in `condemned/`: about 5 MB.
    static final int MOST_KEYS = 50_000;

    /// @param keys of objects that nothing led to
    record Content(List<String> keys) {
        Content {
            keys = List.copyOf(keys);
        }
    }

    /// Those that were there for at least `age` at `now`, oldest first.
    List<ObjectInfo> olderThan(Duration age, Instant now) {
        return all().stream()
                .filter(info -> Duration.between(info.created(), now).compareTo(age) >= 0)
                .toList();
    }

    Set<String> keys() {
        return all().stream().map(ObjectInfo::key).collect(Collectors.toSet());
    }

    List<ObjectInfo> all() {
        return notes.list(ObjectKeys.CONDEMNED).stream()
                .sorted(Comparator.comparing(ObjectInfo::created))
                .toList();
    }

    /// Empty when it is no condemnation of this vault's, or is gone meanwhile: then nobody acts on
    /// it.
    Optional<Content> read(ObjectInfo info) {
        return notes.read(info.key(), Content.class);
    }

    void write(List<String> keys, SecureRandom random) {
        notes.write(ObjectKeys.CONDEMNED + ObjectKeys.randomHex(random), new Content(keys), random);
    }

    /// The first of `needed` that is in one of `lists`.
    Optional<String> firstIn(List<ObjectInfo> lists, Collection<String> needed) {
        return lists.stream()
                .flatMap(info -> read(info).stream())
                .flatMap(content -> content.keys().stream())
                .filter(needed::contains)
                .findFirst();
    }
}
