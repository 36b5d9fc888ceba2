package dev.holdfast.core.health;

import java.time.Duration;
import java.util.Locale;

/// Sizes, durations and numbers as people read them. Sizes count in thousands: 1 MB is 1 000 000
/// bytes.
public final class Amounts {
    private static final String[] SIZE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Amounts() {}

    /// Such as `512 B`, `3.4 MB`, `120 GB`: about three digits that count.
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < SIZE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return decimal(value) + " " + SIZE_UNITS[unit];
    }

    /// Such as `0.4 s`, `12 s`, `1 min 12 s`, `2 h 5 min`, `3 d 4 h`.
    public static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofMillis(9_950)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, duration.toMillis()) / 1000.0);
        }
        return wholeSeconds(duration);
    }

    /// The same without tenths: for estimates.
    public static String wholeSeconds(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1000.0);
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3600, "h", seconds % 3600 / 60, "min");
        }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    /// Such as `3`, `0.25`, `83.4`, `1 234 567`.
    public static String number(double value) {
        if (value == Math.rint(value) || Math.abs(value) >= 1000) {
            return String.format(Locale.ROOT, "%,d", Math.round(value)).replace(',', ' ');
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
    }

    private static String two(long first, String firstUnit, long second, String secondUnit) {
        return second == 0
                ? first + " " + firstUnit
                : first + " " + firstUnit + " " + second + " " + secondUnit;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%.0f", value);
    }
}
