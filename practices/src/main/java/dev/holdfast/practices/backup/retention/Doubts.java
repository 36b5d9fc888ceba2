package dev.holdfast.practices.backup.retention;

import dev.holdfast.practices.backup.retention.Candidate.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds snapshots whose time cannot be right: the clock was wrong when they were taken, or is
/// wrong now.
final class Doubts {
    /// Two machines' clocks may differ.
    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    private Doubts() {}

    /// Why each doubtful snapshot is one, by id.
    static Map<String, String> in(List<Candidate> candidates, Instant now) {
        Map<String, String> doubts = new HashMap<>();
        Map<String, List<Candidate>> systems = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            if (candidate.finished().isAfter(now.plus(TOLERANCE))) {
                doubts.put(candidate.id(), "its time lies in the future");
            } else {
                systems.computeIfAbsent(
                                candidate.place().systemIdentifier(), _ -> new ArrayList<>())
                        .add(candidate);
            }
        }
        systems.values()
                .forEach(all -> {
                    Set<String> consistent = consistent(all);
                    for (Candidate candidate : all) {
                        if (!consistent.contains(candidate.id())) {
                            doubts.put(candidate.id(), "its time contradicts its place in the log");
                        }
                    }
                });
        return doubts;
    }

    /// The most snapshots of one system whose times and places in the log agree: the longest
    /// sequence that does not fall. Patience sorting: `tails[n]` is the lowest place that a
    /// sequence of n + 1 can end with.
    private static Set<String> consistent(List<Candidate> all) {
        List<Candidate> inTime = all.stream().sorted(Candidate.OLDEST_FIRST).toList();
        int[] tails = new int[inTime.size()];
        int[] before = new int[inTime.size()];
        Arrays.fill(before, -1);
        int longest = 0;
        for (int i = 0; i < inTime.size(); i++) {
            int length = sequencesEndingAtOrBelow(inTime, tails, longest, inTime.get(i).place());
            before[i] = length == 0 ? -1 : tails[length - 1];
            tails[length] = i;
            longest = Math.max(longest, length + 1);
        }
        Set<String> ids = new HashSet<>();
        for (int i = longest == 0 ? -1 : tails[longest - 1]; i >= 0; i = before[i]) {
            ids.add(inTime.get(i).id());
        }
        return ids;
    }

    private static int sequencesEndingAtOrBelow(
            List<Candidate> inTime, int[] tails, int longest, Place place) {
        int low = 0;
        int high = longest;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Place.IN_LOG.compare(inTime.get(tails[middle]).place(), place) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
