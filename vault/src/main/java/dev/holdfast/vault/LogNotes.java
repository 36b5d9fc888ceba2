package dev.holdfast.vault;

import dev.holdfast.core.storage.ObjectInfo;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What goes with the streamed log of one copy: histories of timelines, and gaps.
record LogNotes(Vault target, Set<String> servers) {

    /// The keys of all of them.
    List<String> keys() {
        return servers.stream()
                .flatMap(server ->
                        List.of(ObjectKeys.TIMELINES, ObjectKeys.GAPS).stream()
                                .flatMap(kind -> list(ObjectKeys.server(kind, server)).stream()))
                .toList();
    }

    private List<String> list(String prefix) {
        return new Notes(target.objects())
                .list(prefix).stream()
                        .filter(info -> !Notes.isRelease(info))
                        .map(ObjectInfo::key)
                        .toList();
    }

    /// The histories that `source` has and the target has not.
    ///
    /// @return how many
    int bringHistories(Vault source, SecureRandom random) {
        int brought = 0;
        for (String server : servers) {
            StreamedWal there = source.streamedWal(server);
            StreamedWal here = target.streamedWal(server);
            for (int timeline : there.notedTimelines()) {
                if (here.historyText(timeline).isEmpty()) {
                    here.keepHistory(timeline, there.historyText(timeline).orElse(""), random);
                    brought++;
                }
            }
        }
        return brought;
    }

    /// The gaps that `source` knows of, where the target lacks that log too.
    void bringGaps(Vault source, StoredLog own, SecureRandom random) {
        for (String server : servers) {
            for (StreamGap gap : source.streamedWal(server).gaps()) {
                if (!own.covers(new StoredLog.Line(server, gap.timeline()), gap.from(), gap.to())) {
                    target.streamedWal(server).note(gap, random);
                }
            }
        }
    }

    /// Histories that nobody can read, although the timeline's is known; and gaps that nobody can
    /// read: they tell nothing.
    List<String> worthless(Set<String> unreadable) {
        Set<String> worthless = new TreeSet<>();
        for (String key : unreadable) {
            String[] parts = key.split("/", 3);
            boolean isGap = key.startsWith(ObjectKeys.GAPS);
            if (isGap || isKnown(parts[1], parts[2])) {
                worthless.add(key);
            }
        }
        return List.copyOf(worthless);
    }

    private boolean isKnown(String server, String name) {
        return StreamedWal.timelineOf(name)
                .flatMap(timeline -> target.streamedWal(server).historyText(timeline))
                .isPresent();
    }
}
