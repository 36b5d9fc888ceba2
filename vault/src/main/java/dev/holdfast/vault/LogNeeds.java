package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.vault.StoredLog.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// From where on snapshots can make use of streamed log. One thread at a time.
final class LogNeeds {
    private static final long LARGEST_BYTES = 16 << 20;

    private final Map<String, List<Beginning>> beginnings = new HashMap<>();

    /// @param stop what the snapshot does not hold itself begins here
    private record Beginning(int timeline, Lsn stop, long segmentBytes) {

        /// A server reads whole segments: the one in which the snapshot stops counts too.
        boolean isBefore(Lsn end) {
            return stop.isBefore(end.plus(-1).segmentStart(segmentBytes).plus(segmentBytes));
        }

        /// Whether the way to a timeline leads on from here.
        boolean isOn(TimelineHistory way) {
            return way.leg(timeline).filter(leg -> !leg.to().isBefore(stop)).isPresent();
        }
    }

    /// Of all snapshots that `copy` lists; a manifest that cannot be read needs nothing.
    static LogNeeds of(Vault copy) {
        LogNeeds needs = new LogNeeds();
        for (String id : copy.snapshotIds()) {
            try {
                needs.add(copy.manifest(id));
            } catch (HoldfastException e) {
                if (!Snapshot.isDamage(e)) {
                    throw e;
                }
            }
        }
        return needs;
    }

    void add(Manifest snapshot) {
        String server = ObjectKeys.sanitized(snapshot.facts().systemIdentifier());
        beginnings
                .computeIfAbsent(server, _ -> new ArrayList<>())
                .add(
                        new Beginning(
                                snapshot.start().timeline(),
                                snapshot.stop().lsn(),
                                snapshot.facts().walSegmentBytes()));
    }

    /// The servers whose snapshots these are, as keys have them.
    Set<String> servers() {
        return beginnings.keySet();
    }

    /// Whether `part` is as much as a stream stores at once: a segment, or the most of a larger
    /// one.
    boolean isWhole(StreamPart part) {
        long bytes = part.to().value() - part.from().value();
        return beginnings.getOrDefault(StoredLog.line(part).server(), List.of()).stream()
                .anyMatch(from -> bytes == Math.min(from.segmentBytes(), LARGEST_BYTES));
    }

    /// Whether some snapshot can make use of log that ends at `end`.
    ///
    /// @param way how the timeline came to be; empty where nobody knows: then every snapshot counts
    boolean reachesBefore(Line line, Lsn end, Optional<TimelineHistory> way) {
        return beginnings.getOrDefault(line.server(), List.of()).stream()
                .anyMatch(from -> way.isEmpty() || (from.isOn(way.get()) && from.isBefore(end)));
    }
}
