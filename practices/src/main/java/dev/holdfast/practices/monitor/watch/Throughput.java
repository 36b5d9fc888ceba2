package dev.holdfast.practices.monitor.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/// How fast a counter of a server grows, from one look to the next. Not for several threads.
final class Throughput {
    private long newest = -1;
    private long before = -1;
    private Instant at = Instant.EPOCH;

    void heard(long total) {
        newest = total;
    }

    /// A second, since this was last asked; empty the first time, and when the counter was reset.
    OptionalDouble take(Instant now) {
        double seconds = Duration.between(at, now).toMillis() / 1000.0;
        boolean known = before >= 0 && newest >= before && seconds > 0;
        OptionalDouble rate =
                known ? OptionalDouble.of((newest - before) / seconds) : OptionalDouble.empty();
        before = newest;
        at = now;
        return rate;
    }
}
