package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.core.storage.ObjectInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The streamed log of one storage, as far as it must be known to tell what of it is needed: of
/// each timeline the stretches that lie within no other one. Memory grows with those, not with the
/// pieces. One thread at a time.
///
/// The rule stands in `docs/reference/vault-format.md` under "Streamed log".
final class StoredLog {
    private final Vault vault;
    private final Map<Line, TreeMap<Lsn, Longest>> stretches = new HashMap<>();
    private final Map<Line, Optional<TimelineHistory>> histories = new HashMap<>();

    /// One timeline of one server.
    ///
    /// @param server its system identifier, as keys have it
    record Line(String server, int timeline) {}

    private record Longest(Lsn to, String key) {}

    private StoredLog(Vault vault) {
        this.vault = vault;
    }

    /// What is there under `prefix`: [ObjectKeys#STREAM], or one server of it.
    static StoredLog of(Vault vault, String prefix) {
        StoredLog log = new StoredLog(vault);
        vault.storage()
                .list(
                        prefix,
                        info -> StreamPart.parse(info.key(), info.sizeBytes()).ifPresent(log::add));
        return log;
    }

    /// Of two that hold the same stretch the one with the later time, or else name, stands for
    /// both.
    private void add(StreamPart part) {
        TreeMap<Lsn, Longest> line = stretches.computeIfAbsent(line(part), _ -> new TreeMap<>());
        Map.Entry<Lsn, Longest> before = line.floorEntry(part.from());
        if (before != null && isWithin(part, before)) {
            return;
        }
        Map.Entry<Lsn, Longest> after = line.ceilingEntry(part.from());
        while (after != null && !part.to().isBefore(after.getValue().to())) {
            line.remove(after.getKey());
            after = line.ceilingEntry(part.from());
        }
        line.put(part.from(), new Longest(part.to(), part.key()));
    }

    private static boolean isWithin(StreamPart part, Map.Entry<Lsn, Longest> other) {
        Longest longest = other.getValue();
        boolean same = part.from().equals(other.getKey()) && part.to().equals(longest.to());
        return same ? part.key().compareTo(longest.key()) <= 0 : !longest.to().isBefore(part.to());
    }

    /// Whether an object under [ObjectKeys#STREAM] or [ObjectKeys#GAPS] must stay as long as the
    /// snapshots behind `needs` do. Of a gap that cannot be read nobody knows: it stays.
    boolean isNeeded(ObjectInfo info, LogNeeds needs) {
        if (info.key().startsWith(ObjectKeys.GAPS)) {
            return new Notes(vault.objects())
                    .read(info.key(), StreamGap.class)
                    .map(gap -> isNeeded(line(info.key(), gap.timeline()), gap.to(), needs))
                    .orElse(true);
        }
        return info.key().startsWith(ObjectKeys.STREAM)
                && StreamPart.parse(info.key(), info.sizeBytes())
                        .filter(part -> isNeeded(part, needs))
                        .isPresent();
    }

    /// The newest object of a timeline tells where a stream goes on.
    boolean isNeeded(StreamPart part, LogNeeds needs) {
        TreeMap<Lsn, Longest> line = stretches.getOrDefault(line(part), new TreeMap<>());
        Map.Entry<Lsn, Longest> holding = line.floorEntry(part.from());
        if (holding == null) {
            return true; // it came after the listing
        }
        if (!holding.getValue().key().equals(part.key()) && isWithin(part, holding)) {
            return false;
        }
        return line.lastEntry().getValue().key().equals(part.key())
                || isNeeded(line(part), part.to(), needs);
    }

    private boolean isNeeded(Line line, Lsn to, LogNeeds needs) {
        return needs.reachesBefore(line, to, history(line));
    }

    private Optional<TimelineHistory> history(Line line) {
        return histories.computeIfAbsent(
                line, _ -> vault.streamedWal(line.server()).history(line.timeline()));
    }

    private static Line line(StreamPart part) {
        return line(part.key(), part.timeline());
    }

    private static Line line(String key, int timeline) {
        return new Line(key.split("/", 3)[1], timeline);
    }
}
