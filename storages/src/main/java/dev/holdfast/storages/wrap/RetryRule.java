package dev.holdfast.storages.wrap;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How often and how long to try.
///
/// @param tries at most, the first one counted
/// @param total after this much time nothing is tried again
record RetryRule(int tries, Duration total) {
    private static final Duration FIRST = Duration.ofMillis(250);

    /// Doubles from try to try; half of it is chance.
    Duration pauseAfter(int attempt, RandomGenerator random) {
        long whole = FIRST.toMillis() << Math.min(attempt - 1, 10);
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }
}
