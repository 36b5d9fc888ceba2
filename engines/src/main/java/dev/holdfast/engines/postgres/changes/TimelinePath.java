package dev.holdfast.engines.postgres.changes;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.TimelineHistory.Leg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The timelines that led to one, from a history file: lines of parent timeline and the LSN at
/// which it was left.
public record TimelinePath(List<Span> spans) {

    static final Lsn OPEN = new Lsn(-1);

    /// One timeline's stretch.
    ///
    /// @param end exclusive; [#OPEN] for the last
    public record Span(int timeline, Lsn begin, Lsn end) {}

    public TimelinePath {
        spans = List.copyOf(spans);
    }

    public static TimelinePath of(int timeline, String history) {
        List<Span> spans = new ArrayList<>();
        Lsn begin = Lsn.ZERO;
        for (String line : history.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+", 3);
            Lsn end = Lsn.parse(words[1]);
            spans.add(new Span(Integer.parseInt(words[0]), begin, end));
            begin = end;
        }
        spans.add(new Span(timeline, begin, OPEN));
        return new TimelinePath(spans);
    }

    /// What WAL leads from `from` on `timeline` to `to` on the last one; empty when what happened
    /// on that timeline up to `seen` is not all part of this path.
    Optional<TimelinePath> between(int timeline, Lsn from, Lsn seen, Lsn to) {
        List<Span> between = new ArrayList<>();
        for (Span span : spans) {
            if (span.timeline() == timeline
                    && (from.isBefore(span.begin()) || span.end().isBefore(seen))) {
                return Optional.empty();
            }
            if (span.timeline() == timeline || !between.isEmpty()) {
                Lsn begin = between.isEmpty() ? from : span.begin();
                Lsn end = to.isBefore(span.end()) ? to : span.end();
                between.add(new Span(span.timeline(), begin, end));
            }
        }
        return between.isEmpty() ? Optional.empty() : Optional.of(new TimelinePath(between));
    }

    List<Leg> legs() {
        return spans.stream()
                .map(span -> new Leg(span.timeline(), span.begin(), span.end()))
                .toList();
    }

    /// Whether what stood at `lsn` on `timeline` is part of this path.
    public boolean holds(int timeline, Lsn lsn) {
        return spans.stream()
                .anyMatch(span -> span.timeline() == timeline && !span.end().isBefore(lsn));
    }
}
