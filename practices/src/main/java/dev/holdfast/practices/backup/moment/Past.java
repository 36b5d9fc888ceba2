package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.vault.LogDamage;
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
/// @param parts as [StreamedWal#parts] gives them, without those that are known to be damaged
/// @param timelines of snapshots and parts whose history is known, oldest first
/// @param damages of the log: what is left out of `parts`
public record Past(
        StreamedWal log,
        List<Manifest> snapshots,
        List<StreamPart> parts,
        List<TimelineHistory> timelines,
        List<StreamGap> gaps,
        List<LogDamage> damages) {
    public Past {
        snapshots =
                snapshots.stream()
                        .sorted(Comparator.comparing(manifest -> manifest.stop().lsn()))
                        .toList();
        parts = List.copyOf(parts);
        timelines = List.copyOf(timelines);
        gaps = List.copyOf(gaps);
        damages = List.copyOf(damages);
    }

    /// @param snapshots of the server with that identity that this copy lists
    public static Past of(Vault vault, String systemIdentifier, List<Manifest> snapshots) {
        StreamedWal log = vault.streamedWal(systemIdentifier);
        List<StreamPart> stored = log.parts();
        List<LogDamage> damages = stored.isEmpty() ? List.of() : log.damages();
        List<StreamPart> parts = stored.stream().filter(part -> isSound(part, damages)).toList();
        TreeSet<Integer> numbers = new TreeSet<>();
        stored.forEach(part -> numbers.add(part.timeline()));
        snapshots.forEach(snapshot -> numbers.add(snapshot.start().timeline()));
        List<TimelineHistory> timelines = new ArrayList<>();
        numbers.forEach(number ->
                log.history(number)
                        .or(() -> fromSnapshot(number, snapshots))
                        .ifPresent(timelines::add));
        List<StreamGap> gaps = stored.isEmpty() ? List.of() : log.gaps();
        return new Past(log, snapshots, parts, timelines, gaps, damages);
    }

    private static boolean isSound(StreamPart part, List<LogDamage> damages) {
        return damages.stream().noneMatch(damage -> damage.part().key().equals(part.key()));
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
