package dev.holdfast.core.health;

import java.time.Duration;
import java.util.Locale;

/// What the value of a check counts.
public enum Unit {
    PERCENT,
    COUNT,
    SECONDS,
    BYTES,
    /// How many times as much as is usual.
    TIMES,
    PER_MINUTE;

    /// For people: `83 %`, `2 h 5 min`, `1.2 GB`, `3.1 times`, `6 a minute`.
    public String text(double value) {
        return switch (this) {
            case PERCENT -> Amounts.number(value) + " %";
            case COUNT -> Amounts.number(value);
            case SECONDS -> Amounts.duration(Duration.ofMillis(Math.round(value * 1000)));
            case BYTES -> Amounts.size(Math.round(value));
            case TIMES -> Amounts.number(value) + " times";
            case PER_MINUTE -> Amounts.number(value) + " a minute";
        };
    }

    /// As in the names of metrics: `percent`, `per-minute`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
