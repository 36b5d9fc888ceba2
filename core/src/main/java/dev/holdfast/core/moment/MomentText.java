package dev.holdfast.core.moment;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.estate.option.Quantities;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what people write after `--at`.
public final class MomentText {
    private static final String FORMS =
            "write latest, \"2026-11-22 14:03:00+01\", \"10 min ago\", lsn:0/3000060, xid:1234,"
                    + " before-xid:1234, point:NAME or snapshot:ID";
    private static final long LARGEST_XID = 0xFFFF_FFFFL;
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendLiteral(' ')
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .appendPattern("[ ][XXX][X]")
                    .toFormatter(Locale.ROOT);

    private MomentText() {}

    /// `USAGE` when `text` is none.
    ///
    /// @param now what `ago` counts from
    public static Moment parse(String text, Instant now) {
        String trimmed = text.strip();
        if (trimmed.equals("latest")) {
            return new Moment.Latest();
        }
        int colon = trimmed.indexOf(':');
        String kind = colon < 0 ? "" : trimmed.substring(0, colon);
        String value = colon < 0 ? "" : trimmed.substring(colon + 1).strip();
        return switch (kind) {
            case "snapshot" -> new Moment.AtSnapshot(filled(text, value));
            case "lsn" -> new Moment.AtLsn(lsn(text, value));
            case "xid" -> new Moment.AtTransaction(xid(text, value), true);
            case "before-xid" -> new Moment.AtTransaction(xid(text, value), false);
            case "point" -> new Moment.AtPoint(filled(text, value));
            default -> new Moment.AtTime(time(text, trimmed, now));
        };
    }

    private static String filled(String text, String value) {
        if (value.isEmpty()) {
            throw wrong(text, FORMS, null);
        }
        return value;
    }

    private static Lsn lsn(String text, String value) {
        try {
            return Lsn.parse(value);
        } catch (IllegalArgumentException e) {
            throw wrong(text, "write it as the server does: lsn:0/3000060", e);
        }
    }

    private static long xid(String text, String value) {
        try {
            long xid = Long.parseLong(value);
            if (xid > 0) {
                // the server prints it with its epoch, the log has it without
                return xid & LARGEST_XID;
            }
        } catch (NumberFormatException e) {
            throw wrong(text, "write a transaction's number: xid:1234", e);
        }
        throw wrong(text, "write a transaction's number: xid:1234", null);
    }

    private static Instant time(String text, String trimmed, Instant now) {
        if (trimmed.endsWith(" ago")) {
            String span = trimmed.substring(0, trimmed.length() - " ago".length()).strip();
            Duration ago =
                    Quantities.duration(span)
                            .orElseThrow(() ->
                                    wrong(
                                            text,
                                            "write it as \"10 min ago\" or \"1 h 30 min ago\"",
                                            null));
            return now.minus(ago);
        }
        return iso(trimmed)
                .or(() -> spaced(trimmed))
                .orElseThrow(
                        () -> wrong(text, looksLocal(trimmed) ? withZone(trimmed) : FORMS, null));
    }

    private static Optional<Instant> iso(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty(); // it may be one of the other forms
        }
    }

    /// As PostgreSQL prints it.
    private static Optional<Instant> spaced(String text) {
        try {
            String spaced =
                    text.length() > 10 && text.charAt(10) == 'T' ? text.replace('T', ' ') : text;
            return Optional.of(OffsetDateTime.parse(spaced, TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean looksLocal(String text) {
        return text.matches("\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}.*)?");
    }

    private static String withZone(String text) {
        return "say in which time zone: \"" + text + "Z\", or \"" + text + "+01:00\"";
    }

    private static HoldfastException wrong(String text, String hint, @Nullable Throwable cause) {
        return new HoldfastException(
                new Problem(ProblemCode.USAGE, "'%s' is no moment".formatted(text), hint), cause);
    }
}
