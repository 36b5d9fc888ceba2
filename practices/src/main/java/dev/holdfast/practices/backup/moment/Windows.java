package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.vault.StreamPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Computes windows, and the holes between them, from what one storage holds.
public record Windows(Past past) {

    /// By timeline, oldest first.
    public List<Window> all() {
        return past.timelines().stream().flatMap(each -> of(each).stream()).toList();
    }

    private List<Window> of(TimelineHistory timeline) {
        List<Window> windows = new ArrayList<>();
        for (Reach reach : past.reaches(timeline).stream().filter(Reach::arrives).toList()) {
            Window last = windows.isEmpty() ? null : windows.getLast();
            if (last != null && !last.toLsn().isBefore(reach.snapshot().stop().lsn())) {
                windows.set(windows.size() - 1, longer(last, reach));
            } else {
                windows.add(window(reach));
            }
        }
        return windows;
    }

    private Window window(Reach reach) {
        return new Window(
                past.storage(),
                reach.history().timeline(),
                reach.snapshot().finished(),
                reach.until(),
                reach.snapshot().stop().lsn(),
                reach.end());
    }

    private static Window longer(Window window, Reach reach) {
        return new Window(
                window.storage(),
                window.timeline(),
                window.from(),
                reach.until().isAfter(window.to()) ? reach.until() : window.to(),
                window.fromLsn(),
                window.toLsn().isBefore(reach.end()) ? reach.end() : window.toLsn());
    }

    /// The newest time that this storage has of the server's log; empty when nothing was streamed.
    public Optional<Instant> recoveryPoint() {
        return past.parts().stream()
                .map(StreamPart::newest)
                .max(Comparator.naturalOrder())
                .filter(Instant.EPOCH::isBefore);
    }

    /// Where the stream has holes, timeline by timeline.
    public List<Hole> holes() {
        return new Holes(past).all();
    }
}
