package dev.holdfast.vault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps what was used last. Safe for many threads; loading is up to the caller, so that nobody
/// waits for somebody else's I/O.
final class Cache<K, V> {
    private final Map<K, V> entries;

    Cache(int most) {
        entries =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                        return size() > most;
                    }
                };
    }

    synchronized Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized void remove(K key) {
        entries.remove(key);
    }

    synchronized void put(K key, V value) {
        entries.put(key, value);
    }
}
