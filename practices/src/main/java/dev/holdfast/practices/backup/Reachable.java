package dev.holdfast.practices.backup;

import dev.holdfast.practices.backup.BackupList.Gap;
import dev.holdfast.practices.backup.BackupList.RecoveryPoint;
import dev.holdfast.practices.backup.BackupList.Window;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.backup.moment.Past;
import dev.holdfast.practices.backup.moment.Windows;
import dev.holdfast.vault.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What can be brought back of the servers that snapshots are of: spans of time, holes in them, and
/// how recent it is.
final class Reachable {
    private final List<Window> windows = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<RecoveryPoint> recoveryPoints = new ArrayList<>();

    private record Subject(String label, String systemIdentifier) {}

    Reachable(SnapshotIndex index, List<Held> snapshots) {
        Set<Subject> subjects = new LinkedHashSet<>();
        snapshots.forEach(held -> held.manifest().map(Reachable::subject).ifPresent(subjects::add));
        for (Subject subject : subjects) {
            new Pasts(index, false)
                    .of(subject.label(), subject.systemIdentifier(), Optional.empty())
                    .forEach(past -> add(subject.label(), past));
        }
    }

    private static Subject subject(Manifest manifest) {
        return new Subject(manifest.label(), manifest.facts().systemIdentifier());
    }

    private void add(String label, Past past) {
        Windows found = new Windows(past);
        found.all()
                .forEach(window ->
                        windows.add(
                                new Window(
                                        window.from(),
                                        window.to(),
                                        past.storage(),
                                        label,
                                        window.timeline(),
                                        window.fromLsn().toString(),
                                        window.toLsn().toString())));
        found.holes()
                .forEach(hole ->
                        gaps.add(
                                new Gap(
                                        hole.from(),
                                        hole.to(),
                                        past.storage(),
                                        hole.reason(),
                                        label,
                                        hole.timeline(),
                                        hole.fromLsn().toString(),
                                        hole.toLsn().toString())));
        found.recoveryPoint()
                .ifPresent(at -> recoveryPoints.add(new RecoveryPoint(label, past.storage(), at)));
    }

    List<Window> windows() {
        return windows;
    }

    List<Gap> gaps() {
        return gaps;
    }

    List<RecoveryPoint> recoveryPoints() {
        return recoveryPoints;
    }
}
