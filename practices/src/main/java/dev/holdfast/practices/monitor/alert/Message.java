package dev.holdfast.practices.monitor.alert;

import dev.holdfast.core.alert.Notice;
import dev.holdfast.core.alert.Notice.Kind;
import dev.holdfast.core.health.Health;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is sent to one receiver at once: everything that waited for it, so that ten problems of one
/// moment are one message.
///
/// @param estate whose
/// @param notices oldest first, never empty
public record Message(String estate, List<Notice> notices) {
    public Message {
        notices = List.copyOf(notices);
    }

    /// One line: the worst first.
    public String subject() {
        Notice worst =
                notices.stream()
                        .max(
                                Comparator.comparing((Notice each) -> each.kind() != Kind.RESOLVED)
                                        .thenComparing(Notice::state))
                        .orElseThrow();
        String more = notices.size() > 1 ? " (and %d more)".formatted(notices.size() - 1) : "";
        return "[%s] %s%s".formatted(estate, headline(worst), more);
    }

    /// Such as `CRITICAL available of shop@production: …`.
    public static String headline(Notice notice) {
        return oneLine(
                "%s %s of %s: %s"
                        .formatted(
                                word(notice), notice.check(), notice.database(), notice.message()));
    }

    private static String word(Notice notice) {
        return switch (notice.kind()) {
            case RESOLVED -> "resolved:";
            case TEST -> "TEST";
            case REMINDER -> "still " + upper(notice.state());
            case OPENED, WORSE -> upper(notice.state());
        };
    }

    private static String upper(Health state) {
        return state == Health.CRITICAL ? "CRITICAL" : "WARNING";
    }

    /// Each notice with what to do.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Notice notice : notices) {
            lines.add(headline(notice));
            if (!notice.hint().isEmpty()) {
                lines.add("    now: " + oneLine(notice.hint()));
            }
            lines.add("    since " + notice.opened() + ", alert " + notice.alert());
        }
        return lines;
    }

    /// What came from a server must not begin a header or a line of its own.
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
