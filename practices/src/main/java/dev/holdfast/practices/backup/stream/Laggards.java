package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.engine.Lsn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Lets go of storages that hold up the others. What such a storage misses is brought to it from
/// another one; the last one that works is never let go of.
final class Laggards {
    private static final Duration AWAY_FOR = Duration.ofMinutes(1);
    private static final Duration SLOW_FOR = Duration.ofSeconds(30);

    private final Tail tail;
    private final List<Pump> pumps;
    private final StreamOrder order;
    private Instant fullSince;

    Laggards(Tail tail, List<Pump> pumps, StreamOrder order) {
        this.tail = tail;
        this.pumps = pumps;
        this.order = order;
        this.fullSince = order.clock().instant();
    }

    void look() {
        Instant now = order.clock().instant();
        boolean full = tail.state().full();
        if (!full) {
            fullSince = now;
        }
        for (Pump pump : pumps) {
            if (tail.isHolding(pump.hold()) && isHopeless(pump, full, now) && hasBetter(pump)) {
                tail.letGo(pump.hold());
                order.progress()
                        .note(
                                "storage '%s' is behind%s; it is caught up from another one"
                                        .formatted(
                                                pump.target().name(),
                                                pump.problem()
                                                        .map(problem -> ": " + problem.message())
                                                        .orElse("")));
            }
        }
    }

    private boolean isHopeless(Pump pump, boolean full, Instant now) {
        Duration failing = pump.failingFor(now);
        if (failing.compareTo(AWAY_FOR) > 0) {
            return true;
        }
        boolean slow = Duration.between(fullSince, now).compareTo(SLOW_FOR) > 0;
        return full && holdsUp(pump) && (pump.problem().isPresent() || slow);
    }

    private boolean holdsUp(Pump pump) {
        Lsn own = tail.state(pump.hold()).storedTo();
        return pumps.stream()
                .map(other -> tail.state(other.hold()))
                .anyMatch(other -> other.holding() && own.isBefore(other.storedTo()));
    }

    private boolean hasBetter(Pump pump) {
        return pumps.stream()
                .anyMatch(other ->
                        other != pump && tail.isHolding(other.hold()) && other.problem().isEmpty());
    }
}
