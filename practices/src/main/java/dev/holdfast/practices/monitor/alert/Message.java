package dev.holdfast.practices.monitor.alert;

import dev.holdfast.core.alert.Notice;
import dev.holdfast.core.alert.Notice.Kind;
import dev.holdfast.core.health.Health;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is sent to one receiver at once: everything that waited for it, so that ten problems of one
/// moment are one message.
///
/// @param estate whose
/// @param notices oldest first, never empty
/// @param link for whoever got it and looks after it; empty where there is none
public record Message(String estate, List<Notice> notices, Optional<String> link) {
    public Message {
        notices = List.copyOf(notices);
    }

    public static Message of(String estate, List<Notice> notices) {
        return new Message(estate, notices, Optional.empty());
    }

    Message withLink(String url) {
        return new Message(estate, notices, Optional.of(url));
    }

    /// Whether there is anything to look after, or a test to confirm.
    boolean asksForSomebody() {
        return notices.stream().anyMatch(each -> each.kind() != Kind.RESOLVED);
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
        link.ifPresent(url -> lines.add("    acknowledge: " + url));
        return lines;
    }

    /// What came from a server must not begin a header or a line of its own.
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
