package dev.holdfast.e2e;

import org.junit.jupiter.api.TestReporter;

/// The seed of a random test: published with its result, and taken back with `-Dholdfast.seed=…`.
final class Seed {

    private Seed() {}

    static long of(TestReporter reporter) {
        long seed = Long.getLong("holdfast.seed", System.nanoTime());
        reporter.publishEntry("holdfast.seed", Long.toString(seed));
        return seed;
    }
}
