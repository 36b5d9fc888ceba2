package dev.holdfast.storages.wrap;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How often and how long to try.
///
/// @param tries at most, the first one counted
/// @param total after this much time nothing is tried again
record RetryRule(int tries, Duration total) {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final int TRIES_AT_FIRST = 3;

    /// A place that never answered is most often not there at all: whoever asks for the status does
    /// not wait long for it.
    ///
    /// @param answered whether it ever did
    int tries(boolean answered) {
        return answered ? tries : Math.min(tries, TRIES_AT_FIRST);
    }

    /// Doubles from try to try; half of it is chance.
    Duration pauseAfter(int attempt, RandomGenerator random) {
        long whole = FIRST.toMillis() << Math.min(attempt - 1, 10);
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }
}
