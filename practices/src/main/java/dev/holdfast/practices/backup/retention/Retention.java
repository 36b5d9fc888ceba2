package dev.holdfast.practices.backup.retention;

import dev.holdfast.core.estate.BackupPolicy.Keep;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides which snapshots of one server stay in one storage.
///
/// Rules count periods that have a snapshot, not periods that passed: when backups stop, nothing
/// more goes. A damaged snapshot stands for a period only where there is no other, and then the
/// period does not count. What has a doubtful time is kept and counts for nothing.
public final class Retention {
    private final Keep keep;
    private final Instant now;
    private final ZoneId zone;
    private final Map<String, Set<Reason>> reasons = new LinkedHashMap<>();

    private Retention(Keep keep, Instant now, ZoneId zone) {
        this.keep = keep;
        this.now = now;
        this.zone = zone;
    }

    /// Newest first.
    ///
    /// @param keep the policy; empty keeps everything
    /// @param candidates of one server in one storage, in any order
    public static List<Decision> decide(
            Optional<Keep> keep, List<Candidate> candidates, Instant now, ZoneId zone) {
        List<Candidate> newestFirst =
                candidates.stream().sorted(Candidate.OLDEST_FIRST.reversed()).toList();
        if (keep.isEmpty()) {
            return newestFirst.stream()
                    .map(one -> Decision.of(one, List.of(new Reason("all", "keeps all"))))
                    .toList();
        }
        return new Retention(keep.get(), now, zone).decide(newestFirst);
    }

    private List<Decision> decide(List<Candidate> newestFirst) {
        newestFirst.forEach(one -> reasons.put(one.id(), new LinkedHashSet<>(one.protections())));
        Map<String, String> doubts = Doubts.in(newestFirst, now);
        doubts.forEach((id, why) -> keep(id, "doubtful", why));
        List<Candidate> counting =
                newestFirst.stream().filter(one -> !doubts.containsKey(one.id())).toList();
        keepNewest(counting);
        keepLast(counting);
        for (Period period : Period.values()) {
            keepPeriods(period, counting);
        }
        return newestFirst.stream()
                .map(one -> Decision.of(one, List.copyOf(reasons.getOrDefault(one.id(), Set.of()))))
                .toList();
    }

    /// Whatever the policy says: the newest one, and the newest that is not damaged.
    private void keepNewest(List<Candidate> counting) {
        counting.stream().limit(1).forEach(one -> keep(one.id(), "newest", "newest"));
        counting.stream()
                .filter(one -> !one.damaged())
                .limit(1)
                .forEach(one -> keep(one.id(), "newest", "newest"));
    }

    private void keepLast(List<Candidate> counting) {
        List<Candidate> best = new ArrayList<>();
        counting.stream().filter(one -> !one.damaged()).forEach(best::add);
        counting.stream().filter(Candidate::damaged).forEach(best::add);
        best.stream()
                .limit(keep.last())
                .forEach(one -> keep(one.id(), "last", "one of the last " + keep.last()));
    }

    private void keepPeriods(Period period, List<Candidate> counting) {
        Map<String, List<Candidate>> periods = new LinkedHashMap<>();
        for (Candidate one : counting) {
            periods.computeIfAbsent(period.of(one.finished(), zone), _ -> new ArrayList<>())
                    .add(one);
        }
        int left = period.wanted(keep);
        for (Map.Entry<String, List<Candidate>> entry : periods.entrySet()) {
            if (left == 0) {
                return;
            }
            Candidate chosen = best(entry.getValue());
            keep(chosen.id(), period.rule(), "newest of " + entry.getKey());
            left -= chosen.damaged() ? 0 : 1;
        }
    }

    private static Candidate best(List<Candidate> newestFirst) {
        return newestFirst.stream()
                .filter(one -> !one.damaged())
                .findFirst()
                .orElseGet(newestFirst::getFirst);
    }

    private void keep(String id, String rule, String words) {
        reasons.computeIfAbsent(id, _ -> new LinkedHashSet<>()).add(new Reason(rule, words));
    }
}
