package dev.holdfast.vault;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// Deletes, as long as what was seen before is fresh: for an hour by both of this machine's clocks,
/// of which one counts while it sleeps and the other never jumps. One thread at a time.
final class Sweep {
    private final Storage storage;
    private final InstantSource clock;
    private final Progress progress;
    private final Instant began;
    private final long beganNanos;

    Sweep(Storage storage, InstantSource clock, Progress progress) {
        this.storage = storage;
        this.clock = clock;
        this.progress = progress;
        this.began = clock.instant();
        this.beganNanos = System.nanoTime();
    }

    void delete(String key) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        requireFresh();
        storage.delete(key);
        progress.done().increment();
    }

    private void requireFresh() {
        Duration monotonic =
                Duration.of(System.nanoTime() - beganNanos, TimeUnit.NANOSECONDS.toChronoUnit());
        Duration wall = Duration.between(began, clock.instant()).abs();
        if (monotonic.compareTo(Grace.LOOK) > 0 || wall.compareTo(Grace.LOOK) > 0) {
            throw new HoldfastException(
                    ProblemCode.OPERATION_CANCELLED,
                    "storage '%s': deleting takes more than an hour, and is done in parts"
                            .formatted(storage.name()),
                    "go on with: holdfast backup expire");
        }
    }
}
