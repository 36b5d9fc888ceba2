package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.StreamGap;
import dev.holdfast.vault.StreamPart;
import dev.holdfast.vault.StreamedWal;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What one storage holds of one server.
///
/// @param snapshots of that server, by where they stop
/// @param parts as [StreamedWal#parts] gives them
/// @param timelines of snapshots and parts whose history is known, oldest first
public record Past(
        StreamedWal log,
        List<Manifest> snapshots,
        List<StreamPart> parts,
        List<TimelineHistory> timelines,
        List<StreamGap> gaps) {
    public Past {
        snapshots =
                snapshots.stream()
                        .sorted(Comparator.comparing(manifest -> manifest.stop().lsn()))
                        .toList();
        parts = List.copyOf(parts);
        timelines = List.copyOf(timelines);
        gaps = List.copyOf(gaps);
    }

    /// @param snapshots of the server with that identity that this copy lists
    public static Past of(Vault vault, String systemIdentifier, List<Manifest> snapshots) {
        StreamedWal log = vault.streamedWal(systemIdentifier);
        List<StreamPart> parts = log.parts();
        TreeSet<Integer> numbers = new TreeSet<>();
        parts.forEach(part -> numbers.add(part.timeline()));
        snapshots.forEach(snapshot -> numbers.add(snapshot.start().timeline()));
        List<TimelineHistory> timelines = new ArrayList<>();
        numbers.forEach(number ->
                log.history(number)
                        .or(() -> fromSnapshot(number, snapshots))
                        .ifPresent(timelines::add));
        List<StreamGap> gaps = parts.isEmpty() ? List.of() : log.gaps();
        return new Past(log, snapshots, parts, timelines, gaps);
    }

    private static Optional<TimelineHistory> fromSnapshot(int number, List<Manifest> snapshots) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.start().timeline() == number)
                .map(snapshot -> snapshot.stop().timelineHistory())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> TimelineHistory.parse(number, text));
    }

    public String storage() {
        return log.vault().storage().name();
    }

    /// How far each snapshot on the way to `timeline` can be taken, by where they stop.
    List<Reach> reaches(TimelineHistory timeline) {
        return snapshots.stream()
                .flatMap(snapshot -> Reach.of(this, snapshot, timeline).stream())
                .toList();
    }
}
