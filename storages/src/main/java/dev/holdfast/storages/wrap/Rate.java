package dev.holdfast.storages.wrap;

import java.time.Duration;

/// Deals out a number of bytes for each second. What was not used lasts for a tenth of a second.
final class Rate {
    private static final long SAVED_NANOS = 100_000_000;
    private static final double NANOS = 1e9;

    private final double nanosPerByte;
    private long free;

    Rate(long bytesPerSecond, long now) {
        this.nanosPerByte = NANOS / bytesPerSecond;
        this.free = now;
    }

    /// How long to wait after taking `bytes`.
    ///
    /// @param now in nanoseconds, as [System#nanoTime]
    synchronized Duration take(long bytes, long now) {
        if (now - free > SAVED_NANOS) {
            free = now - SAVED_NANOS;
        }
        free += (long) (bytes * nanosPerByte);
        return Duration.ofNanos(free - now);
    }
}
