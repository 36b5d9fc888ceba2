package dev.holdfast.core.health;

import java.util.Locale;

/// How what was checked is, from good to bad.
public enum Health {
    OK,
    /// It could not be judged.
    UNKNOWN,
    WARNING,
    CRITICAL;

    public boolean isWorseThan(Health other) {
        return compareTo(other) > 0;
    }

    /// Somebody should do something.
    public boolean isBad() {
        return this == WARNING || this == CRITICAL;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
