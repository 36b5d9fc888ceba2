package dev.holdfast.storages.wrap;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits, and tells how time goes by. Tests have one that only counts.
interface Pause {
    Pause REAL =
            new Pause() {
                @Override
                public void of(Duration duration) throws InterruptedException {
                    boolean _ =
                            new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
                }

                @Override
                public long nanos() {
                    return System.nanoTime();
                }
            };

    void of(Duration duration) throws InterruptedException;

    /// As [System#nanoTime].
    long nanos();

    /// Waits in the course of a call for `key`.
    default void within(String storage, String key, Duration duration) {
        try {
            of(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HoldfastException(
                    ProblemCode.OPERATION_CANCELLED,
                    "storage '%s': object %s was interrupted".formatted(storage, key),
                    "",
                    e);
        }
    }
}
