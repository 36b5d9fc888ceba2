package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.core.engine.TimelineHistory.Leg;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.StreamPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How far one snapshot can be taken on the way to one timeline.
///
/// @param chain what is added to the snapshot's own log, in order and without a hole
/// @param end where the last of it ends, or is left for another timeline
/// @param until the newest time that is known in it; when the snapshot was finished, where there is
///   none
record Reach(Manifest snapshot, TimelineHistory history, List<Link> chain, Lsn end, Instant until) {
    Reach {
        chain = List.copyOf(chain);
    }

    /// @param to how much of `part` counts: its end, or where its timeline was left
    record Link(StreamPart part, Lsn to) {
        boolean isWhole() {
            return to.equals(part.to());
        }
    }

    /// Empty when `snapshot` is not on that way.
    static Optional<Reach> of(Past past, Manifest snapshot, TimelineHistory history) {
        Lsn stop = snapshot.stop().lsn();
        return history.leg(snapshot.start().timeline())
                .filter(leg -> !leg.to().isBefore(stop))
                .map(leg -> follow(past, snapshot, history, leg));
    }

    private static Reach follow(Past past, Manifest snapshot, TimelineHistory history, Leg first) {
        List<Link> chain = new ArrayList<>();
        Lsn at = least(ownEnd(snapshot), first.to());
        Optional<Leg> leg = Optional.of(first);
        while (leg.isPresent()) {
            Leg on = leg.get();
            Optional<StreamPart> next = furthest(past.parts(), on.timeline(), at);
            if (next.isPresent() && at.isBefore(on.to())) {
                at = least(next.get().to(), on.to());
                chain.add(new Link(next.get(), at));
            } else {
                leg = at.equals(on.to()) ? history.after(on.timeline()) : Optional.empty();
            }
        }
        return new Reach(snapshot, history, chain, at, until(snapshot, chain));
    }

    /// A snapshot's own log may go on a little behind its stop.
    private static Lsn ownEnd(Manifest snapshot) {
        Lsn stop = snapshot.stop().lsn();
        Lsn end = snapshot.wal().to();
        return stop.isBefore(end) ? end : stop;
    }

    private static Optional<StreamPart> furthest(List<StreamPart> parts, int timeline, Lsn at) {
        return parts.stream()
                .filter(part -> part.timeline() == timeline && part.holds(at))
                .max(Comparator.comparing(StreamPart::to));
    }

    /// What stands behind the point where a timeline was left does not count.
    private static Instant until(Manifest snapshot, List<Link> chain) {
        Instant newest =
                chain.stream()
                        .filter(Link::isWhole)
                        .map(link -> link.part().newest())
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH);
        return newest.isAfter(snapshot.finished()) ? newest : snapshot.finished();
    }

    private static Lsn least(Lsn a, Lsn b) {
        return a.isBefore(b) ? a : b;
    }

    /// Whether it arrives on the last timeline of the way, or begins there.
    boolean arrives() {
        Leg last = history.legs().getLast();
        return snapshot.start().timeline() == last.timeline() || last.from().isBefore(end);
    }

    boolean holds(Lsn lsn) {
        return !lsn.isBefore(snapshot.stop().lsn()) && !end.isBefore(lsn);
    }
}
