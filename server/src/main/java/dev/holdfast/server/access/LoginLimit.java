package dev.holdfast.server.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts tokens that were wrong, by the address that they came from. Tokens cannot be guessed
/// anyhow; this keeps guessing from costing anything, and the journal short.
final class LoginLimit {
    static final int MOST = 10;
    static final Duration WITHIN = Duration.ofMinutes(1);

    private static final int ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<String, Deque<Instant>> wrong =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
                    return size() > ADDRESSES;
                }
            };

    LoginLimit(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean isReached(String address) {
        Deque<Instant> times = wrong.getOrDefault(address, new ArrayDeque<>());
        Instant since = clock.instant().minus(WITHIN);
        times.removeIf(time -> time.isBefore(since));
        return times.size() >= MOST;
    }

    synchronized void count(String address) {
        wrong.computeIfAbsent(address, _ -> new ArrayDeque<>()).add(clock.instant());
    }
}
