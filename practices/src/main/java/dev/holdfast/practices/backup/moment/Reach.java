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
        Lsn end = add(past, first, least(ownEnd(snapshot), first.to()), chain);
        Optional<Leg> next = history.after(first.timeline());
        while (next.isPresent() && end.equals(next.get().from())) {
            Leg leg = next.get();
            // the server reads a timeline's first segment from its start, where it repeats the
            // former
            List<Link> links = new ArrayList<>();
            long segmentBytes = snapshot.facts().walSegmentBytes();
            Lsn reached = add(past, leg, leg.from().segmentStart(segmentBytes), links);
            if (!leg.from().isBefore(reached)) {
                break;
            }
            chain.addAll(links);
            end = reached;
            next = history.after(leg.timeline());
        }
        return new Reach(snapshot, history, chain, end, until(snapshot, chain));
    }

    /// Adds what leads on from `at` on one timeline.
    ///
    /// @return where that ends
    private static Lsn add(Past past, Leg leg, Lsn from, List<Link> chain) {
        Lsn at = from;
        Optional<StreamPart> part = furthest(past.parts(), leg.timeline(), at);
        while (part.isPresent() && at.isBefore(leg.to())) {
            at = least(part.get().to(), leg.to());
            chain.add(new Link(part.get(), at));
            part = furthest(past.parts(), leg.timeline(), at);
        }
        return at;
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

    /// The timeline that it ends on.
    int lastTimeline() {
        return chain.isEmpty() ? snapshot.start().timeline() : chain.getLast().part().timeline();
    }

    boolean holds(Lsn lsn) {
        return !lsn.isBefore(snapshot.stop().lsn()) && !end.isBefore(lsn);
    }
}
