package dev.holdfast.practices.backup.retention;

import dev.holdfast.core.estate.BackupPolicy.Keep;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.WeekFields;
import java.util.Locale;

/// A rule of the policy that keeps the newest snapshot of each of some periods.
enum Period {
    /// With the offset, since one hour comes twice when summer time ends.
    HOUR("hour", "hourly", "uuuu-MM-dd HH:00 xxx"),
    DAY("day", "daily", "uuuu-MM-dd"),
    /// As ISO 8601 counts them.
    WEEK("week", "weekly", ""),
    MONTH("month", "monthly", "uuuu-MM"),
    YEAR("year", "yearly", "uuuu");

    private final String word;
    private final String rule;
    private final DateTimeFormatter form;

    Period(String word, String rule, String form) {
        this.word = word;
        this.rule = rule;
        this.form = DateTimeFormatter.ofPattern(form, Locale.ROOT);
    }

    /// As the policy calls it, such as `weekly`.
    String rule() {
        return rule;
    }

    /// How many of these periods `keep` wants a snapshot of.
    int wanted(Keep keep) {
        return switch (this) {
            case HOUR -> keep.hourly();
            case DAY -> keep.daily();
            case WEEK -> keep.weekly();
            case MONTH -> keep.monthly();
            case YEAR -> keep.yearly();
        };
    }

    /// The period that `time` lies in, such as `week 2026-47`.
    String of(Instant time, ZoneId zone) {
        return word + " " + (this == WEEK ? week(time, zone) : form.format(time.atZone(zone)));
    }

    private static String week(Instant time, ZoneId zone) {
        ZonedDateTime day = time.atZone(zone);
        return "%04d-%02d"
                .formatted(
                        day.get(WeekFields.ISO.weekBasedYear()),
                        day.get(WeekFields.ISO.weekOfWeekBasedYear()));
    }
}
