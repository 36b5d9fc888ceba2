package dev.holdfast.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;

/// Kills commands at random points of their work, as a failing machine does. One thread at a time.
final class KillPoints {

    private final Site site;
    private final SplittableRandom random;
    private int killed;

    KillPoints(Site site, SplittableRandom random) {
        this.site = site;
        this.random = random;
    }

    /// A command to which nothing happened.
    record Whole(Outcome outcome, Duration took) {}

    Whole run(String... command) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Outcome outcome = site.holdfast(command).exits(0);
        return new Whole(outcome, Duration.ofNanos(System.nanoTime() - began));
    }

    Duration timeOf(String... command) throws IOException, InterruptedException {
        return run(command).took();
    }

    /// Not while the process still starts: nothing happens then.
    ///
    /// @param whole how long it takes when nothing happens to it
    /// @return what was done, for messages
    String kill(Duration whole, String... command) throws IOException, InterruptedException {
        Duration delay = Duration.ofMillis(random.nextLong(whole.toMillis() / 4, whole.toMillis()));
        boolean inTime = site.start(command).killAfter(delay);
        killed += inTime ? 1 : 0;
        return (inTime ? "killed after " : "done before ") + delay;
    }

    /// How many commands were killed before they ended.
    int killed() {
        return killed;
    }
}
