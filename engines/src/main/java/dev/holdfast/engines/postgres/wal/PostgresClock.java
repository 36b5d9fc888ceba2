package dev.holdfast.engines.postgres.wal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// PostgreSQL counts microseconds from the year 2000.
final class PostgresClock {

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private PostgresClock() {}

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(EPOCH, time);
    }

    static Instant instant(long micros) {
        return EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
