package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.engine.WalSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Has the server write the time into its log, so that what is stored tells up to when it reaches:
/// soon after others wrote something, else once a minute.
final class Pulse {
    private static final Duration BUSY = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final WalSource source;
    private final Tail tail;
    private final InstantSource clock;
    private Instant last = Instant.EPOCH;
    private long transactions = -1;

    Pulse(WalSource source, Tail tail, InstantSource clock) {
        this.source = source;
        this.tail = tail;
        this.clock = clock;
    }

    void beatWhenDue() {
        Instant now = clock.instant();
        long seen = tail.state().transactions();
        Duration pause = seen != transactions ? BUSY : IDLE;
        if (!now.isBefore(last.plus(pause))) {
            source.beat();
            last = now;
            transactions = seen;
        }
    }
}
