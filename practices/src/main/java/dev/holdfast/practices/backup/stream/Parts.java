package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.core.engine.TimelineHistory.Leg;
import dev.holdfast.vault.StreamPart;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Arithmetic over the stored stretches of a log.
final class Parts {
    private Parts() {}

    /// Of those that hold `lsn`, the one that reaches furthest.
    static Optional<StreamPart> holding(List<StreamPart> parts, Lsn lsn) {
        return parts.stream()
                .filter(part -> part.holds(lsn))
                .max(Comparator.comparing(StreamPart::to));
    }

    /// Where what is stored ends on the way to the timeline of `history`; empty when nothing of
    /// that way is. What was stored of a timeline beyond the point where it was left does not
    /// count.
    static Optional<Lsn> end(TimelineHistory history, List<StreamPart> parts) {
        Optional<Lsn> end = Optional.empty();
        for (Leg leg : history.legs()) {
            for (StreamPart part : parts) {
                if (part.timeline() == leg.timeline() && part.from().isBefore(leg.to())) {
                    Lsn to = part.to().isBefore(leg.to()) ? part.to() : leg.to();
                    end = end.filter(there -> !there.isBefore(to)).or(() -> Optional.of(to));
                }
            }
        }
        return end;
    }

    /// The newest time in what is stored before `lsn`.
    static Instant newest(List<StreamPart> parts, Lsn lsn) {
        return parts.stream()
                .filter(part -> !lsn.isBefore(part.to()))
                .map(StreamPart::newest)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /// Whether `part` is within another one: it was a piece of it, and is not needed any more.
    static boolean isCovered(StreamPart part, List<StreamPart> parts) {
        return parts.stream()
                .anyMatch(other ->
                        other.timeline() == part.timeline()
                                && !part.from().isBefore(other.from())
                                && !other.to().isBefore(part.to())
                                && !other.key().equals(part.key())
                                && other.lengthBytes() > part.lengthBytes());
    }
}
