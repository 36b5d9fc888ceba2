package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.practices.backup.moment.Hole.Cause;
import dev.holdfast.vault.LogDamage;
import dev.holdfast.vault.StreamGap;
import dev.holdfast.vault.StreamPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the holes in what one storage holds of a server's log, and says why they are there.
record Holes(Past past) {

    List<Hole> all() {
        List<Hole> holes = new ArrayList<>();
        StreamPart furthest = null;
        for (StreamPart part : past.parts()) {
            boolean goesOn = furthest != null && furthest.timeline() == part.timeline();
            if (furthest != null && goesOn && furthest.to().isBefore(part.from())) {
                holes.add(between(furthest, part));
            }
            furthest =
                    furthest != null && goesOn && part.to().isBefore(furthest.to())
                            ? furthest
                            : part;
        }
        past.damages().forEach(damage -> atTheEnd(damage).ifPresent(holes::add));
        return holes;
    }

    private Hole between(StreamPart before, StreamPart after) {
        return hole(before.timeline(), before.to(), after.from(), before.newest(), after.newest());
    }

    /// Behind a damaged object may be nothing that would show the hole.
    private Optional<Hole> atTheEnd(LogDamage damage) {
        StreamPart part = damage.part();
        List<StreamPart> sound =
                past.parts().stream().filter(each -> each.timeline() == part.timeline()).toList();
        Optional<StreamPart> last = sound.stream().max(Comparator.comparing(StreamPart::to));
        if (last.isPresent() && !last.get().to().isBefore(part.to())) {
            return Optional.empty();
        }
        Lsn from = last.map(StreamPart::to).orElse(part.from());
        Instant newest = last.map(StreamPart::newest).orElse(part.newest());
        return Optional.of(hole(part.timeline(), from, part.to(), newest, part.newest()));
    }

    private Hole hole(int timeline, Lsn from, Lsn to, Instant after, Instant until) {
        Optional<LogDamage> damage =
                past.damages().stream()
                        .filter(each -> each.part().timeline() == timeline)
                        .filter(each ->
                                each.part().from().isBefore(to) && from.isBefore(each.part().to()))
                        .findFirst();
        if (damage.isPresent()) {
            return new Hole(timeline, from, to, after, until, Cause.DAMAGED, said(damage.get()));
        }
        Optional<StreamGap> gap =
                past.gaps().stream()
                        .filter(each ->
                                each.timeline() == timeline
                                        && each.from().isBefore(to)
                                        && from.isBefore(each.to()))
                        .findFirst();
        return gap.map(each ->
                        new Hole(
                                timeline,
                                from,
                                to,
                                after,
                                until,
                                Cause.NEVER_STORED,
                                each.reason()))
                .orElseGet(() ->
                        new Hole(
                                timeline,
                                from,
                                to,
                                after,
                                until,
                                Cause.MISSING,
                                "this storage lacks the WAL from %s to %s".formatted(from, to)));
    }

    private static String said(LogDamage damage) {
        return "the WAL from %s to %s is damaged here: %s"
                .formatted(damage.part().from(), damage.part().to(), damage.what());
    }
}
