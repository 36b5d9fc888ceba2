package dev.holdfast.vault;

import dev.holdfast.core.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What one storage holds of the objects that somebody is interested in: listed now and then, and
/// kept up to date in between by whoever adds some. Safe for many threads.
final class Held {
    /// A collector waits for hours before it deletes what nothing leads to; so this old a listing
    /// can be trusted.
    private static final Duration TRUSTED_FOR = Duration.ofMinutes(10);

    static final List<String> PREFIXES =
            List.of(
                    ObjectKeys.LISTS,
                    ObjectKeys.MAPS,
                    ObjectKeys.PACKS,
                    ObjectKeys.REMNANTS,
                    ObjectKeys.WAL);
    private static final long ABSENT = -1;

    private final Storage storage;
    private final InstantSource clock;
    private final Map<String, Long> sizes = new ConcurrentHashMap<>();
    private final Map<String, Expected> watched = new ConcurrentHashMap<>();
    private Optional<Instant> listed = Optional.empty();

    Held(Storage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// From the next listing on.
    void watch(Collection<Expected> objects) {
        objects.forEach(object -> watched.putIfAbsent(object.key(), object));
    }

    void list() {
        Instant began = clock.instant();
        sizes.clear();
        for (String prefix : PREFIXES) {
            storage.list(
                    prefix,
                    info -> {
                        if (watched.containsKey(info.key())) {
                            add(info.key(), info.sizeBytes());
                        }
                    });
        }
        listed = Optional.of(began);
    }

    boolean isTrusted() {
        return listed.filter(at -> Duration.between(at, clock.instant()).compareTo(TRUSTED_FOR) < 0)
                .isPresent();
    }

    void add(String key, long size) {
        sizes.put(key, size);
    }

    /// Of all that is watched.
    long lackingBytes() {
        return lacking(watched.values()).stream().mapToLong(Expected::sizeBytes).sum();
    }

    List<Expected> lacking(Collection<Expected> objects) {
        return objects.stream().filter(object -> sizeOf(object) == ABSENT).toList();
    }

    /// Those that are there, but cannot be what they should be; an empty object is none, wherever.
    List<Expected> misfits(Collection<Expected> objects) {
        return objects.stream()
                .filter(object -> sizeOf(object) != ABSENT)
                .filter(object -> sizeOf(object) == 0 || hasOtherSize(object))
                .toList();
    }

    private boolean hasOtherSize(Expected object) {
        return object.sizeBytes() > 0 && sizeOf(object) != object.sizeBytes();
    }

    /// Whether a listing tells about this key.
    static boolean isListed(String key) {
        return PREFIXES.stream().anyMatch(key::startsWith);
    }

    private long sizeOf(Expected object) {
        return sizes.getOrDefault(object.key(), ABSENT);
    }
}
