package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.core.storage.ObjectInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The streamed log of one or several copies, as far as it must be known to tell what of it is
/// needed: of each timeline the stretches that lie within no other one. Memory grows with those,
/// not with the pieces. One thread at a time.
///
/// The rule stands in `docs/reference/vault-format.md` under "Streamed log".
final class StoredLog {
    private final Vault vault;
    private final Map<Line, TreeMap<Lsn, StreamPart>> stretches = new HashMap<>();
    private final Map<Line, Optional<TimelineHistory>> histories = new HashMap<>();

    /// One timeline of one server.
    ///
    /// @param server its system identifier, as keys have it
    record Line(String server, int timeline) {
        static Line of(String key, int timeline) {
            return new Line(key.split("/", 3)[1], timeline);
        }
    }

    /// @param vault tells how timelines came to be
    StoredLog(Vault vault) {
        this.vault = vault;
    }

    /// What one copy holds under `prefix`: [ObjectKeys#STREAM], or one server of it.
    static StoredLog of(Vault vault, String prefix) {
        StoredLog log = new StoredLog(vault);
        log.add(vault, prefix, _ -> true);
        return log;
    }

    /// Also what `copy` holds of those parts that are `wanted`.
    void add(Vault copy, String prefix, Predicate<StreamPart> wanted) {
        copy.storage()
                .list(
                        prefix,
                        info ->
                                StreamPart.parse(info.key(), info.sizeBytes())
                                        .filter(wanted)
                                        .ifPresent(this::add));
    }

    /// Of two that hold the same stretch the one with the later time, or else name, stands for
    /// both.
    void add(StreamPart part) {
        TreeMap<Lsn, StreamPart> line = stretches.computeIfAbsent(line(part), _ -> new TreeMap<>());
        Map.Entry<Lsn, StreamPart> before = line.floorEntry(part.from());
        if (before != null && isSuperseded(part, before.getValue())) {
            return;
        }
        Map.Entry<Lsn, StreamPart> after = line.ceilingEntry(part.from());
        while (after != null && !part.to().isBefore(after.getValue().to())) {
            line.remove(after.getKey());
            after = line.ceilingEntry(part.from());
        }
        line.put(part.from(), part);
    }

    /// @param other begins where `part` does, or before
    private static boolean isSuperseded(StreamPart part, StreamPart other) {
        boolean same = part.from().equals(other.from()) && part.to().equals(other.to());
        return same ? part.key().compareTo(other.key()) <= 0 : !other.to().isBefore(part.to());
    }

    /// Whether an object under [ObjectKeys#STREAM] or [ObjectKeys#GAPS] must stay as long as the
    /// snapshots behind `needs` do. Of a gap that cannot be read nobody knows: it stays.
    boolean isNeeded(ObjectInfo info, LogNeeds needs) {
        if (info.key().startsWith(ObjectKeys.GAPS)) {
            return new Notes(vault.objects())
                    .read(info.key(), StreamGap.class)
                    .map(gap -> isNeeded(Line.of(info.key(), gap.timeline()), gap.to(), needs))
                    .orElse(true);
        }
        return info.key().startsWith(ObjectKeys.STREAM)
                && StreamPart.parse(info.key(), info.sizeBytes())
                        .filter(part -> isNeeded(part, needs))
                        .isPresent();
    }

    /// The newest object of a timeline tells where a stream goes on.
    boolean isNeeded(StreamPart part, LogNeeds needs) {
        NavigableMap<Lsn, StreamPart> line = line(line(part));
        Map.Entry<Lsn, StreamPart> holding = line.floorEntry(part.from());
        if (holding == null) {
            return true; // it came after the listing
        }
        StreamPart longest = holding.getValue();
        if (!longest.key().equals(part.key()) && isSuperseded(part, longest)) {
            return false;
        }
        return line.lastEntry().getValue().key().equals(part.key())
                || isNeeded(line(part), part.to(), needs);
    }

    private boolean isNeeded(Line line, Lsn to, LogNeeds needs) {
        return needs.reachesBefore(line, to, history(line));
    }

    /// Everything that the snapshots behind `needs` lead on to, by timeline and place.
    List<StreamPart> needed(LogNeeds needs) {
        return stretches.entrySet().stream()
                .flatMap(line ->
                        line.getValue().values().stream()
                                .filter(part -> isNeeded(line.getKey(), part.to(), needs)))
                .toList();
    }

    /// Whether one object holds all of `part`.
    boolean holds(StreamPart part) {
        Map.Entry<Lsn, StreamPart> before = line(line(part)).floorEntry(part.from());
        return before != null && !before.getValue().to().isBefore(part.to());
    }

    /// Whether several together hold all of `part`.
    boolean covers(StreamPart part) {
        return covers(line(part), part.from(), part.to());
    }

    boolean covers(Line line, Lsn from, Lsn to) {
        Lsn at = from;
        while (at.isBefore(to)) {
            Map.Entry<Lsn, StreamPart> next = line(line).floorEntry(at);
            if (next == null || !at.isBefore(next.getValue().to())) {
                return false;
            }
            at = next.getValue().to();
        }
        return true;
    }

    private NavigableMap<Lsn, StreamPart> line(Line line) {
        return stretches.getOrDefault(line, new TreeMap<>());
    }

    private Optional<TimelineHistory> history(Line line) {
        return histories.computeIfAbsent(
                line, _ -> vault.streamedWal(line.server()).history(line.timeline()));
    }

    static Line line(StreamPart part) {
        return Line.of(part.key(), part.timeline());
    }
}
