package dev.holdfast.cli.terminal;

import dev.holdfast.core.health.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Sizes, durations and times as people read them. Sizes count in thousands: 1 MB is 1 000 000
/// bytes.
public final class Figures {
    private Figures() {}

    /// Such as `512 B`, `3.4 MB`, `120 GB`: about three digits that count.
    public static String size(long bytes) {
        return Amounts.size(bytes);
    }

    /// Such as `1 234 567`.
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    /// Such as `0.4 s`, `12 s`, `1 min 12 s`, `2 h 5 min`, `3 d 4 h`.
    public static String duration(Duration duration) {
        return Amounts.duration(duration);
    }

    /// The same without tenths: for estimates.
    public static String wholeSeconds(Duration duration) {
        return Amounts.wholeSeconds(duration);
    }

    public static String seconds(double seconds) {
        return duration(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /// To the second, in UTC, as `--at` reads it.
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// Such as `3 min ago`; one unit is enough here.
    public static String age(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 60) {
            return seconds + " s ago";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min ago";
        }
        if (seconds < 2 * 86_400) {
            return seconds / 3600 + " h ago";
        }
        return seconds / 86_400 + " d ago";
    }
}
