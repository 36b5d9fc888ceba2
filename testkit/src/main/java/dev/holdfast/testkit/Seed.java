package dev.holdfast.testkit;

/// The seed of random tests: one that the build fixes, so that the quick tier says the same of the
/// same code everywhere; the time of day under `-Pfull`; `-Dholdfast.seed=…` brings one back.
public final class Seed {

    private Seed() {}

    /// The seed of this run, printed so that a failure can be repeated.
    public static long ofThisRun() {
        long seed = Long.getLong("holdfast.seed", 1);
        System.out.println("-Dholdfast.seed=" + seed);
        return seed;
    }
}
