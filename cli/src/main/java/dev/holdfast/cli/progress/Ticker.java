package dev.holdfast.cli.progress;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Calls something again and again on a thread of its own, until closed.
final class Ticker implements AutoCloseable {
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("holdfast-progress").factory());

    Ticker(Duration period, Runnable tick) {
        long millis = period.toMillis();
        var _ = thread.scheduleWithFixedDelay(tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
