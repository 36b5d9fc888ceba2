package dev.holdfast.storages.wrap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Time that goes by only where somebody waits.
final class CountingPause implements Pause {
    final List<Duration> pauses = new ArrayList<>();
    private long nanos;

    @Override
    public synchronized void of(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pauses.add(duration);
        nanos += duration.toNanos();
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    synchronized Duration total() {
        return Duration.ofNanos(nanos);
    }
}
