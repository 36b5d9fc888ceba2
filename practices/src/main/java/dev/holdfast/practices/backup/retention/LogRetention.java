package dev.holdfast.practices.backup.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides from which snapshots on the streamed log is kept: from all of them, or only as far back
/// as the policy wants any moment. That is counted back from the newest snapshot, so that time
/// alone lets nothing go.
public final class LogRetention {
    private LogRetention() {}

    /// The snapshots that stay without the log that leads on from them.
    ///
    /// @param wanted how far back any moment is wanted; empty for as far as snapshots go
    /// @param kept snapshots of one server that stay in one storage, in any order
    public static Set<String> without(
            Optional<Duration> wanted, List<Candidate> kept, Instant now) {
        Map<String, String> doubts = Doubts.in(kept, now);
        List<Candidate> newestFirst =
                kept.stream()
                        .filter(one -> !doubts.containsKey(one.id()))
                        .sorted(Candidate.OLDEST_FIRST.reversed())
                        .toList();
        Set<String> without = new LinkedHashSet<>();
        if (wanted.isEmpty() || newestFirst.isEmpty()) {
            return without;
        }
        Instant edge = newestFirst.getFirst().finished().minus(wanted.get());
        boolean reached = false;
        for (Candidate one : newestFirst) {
            if (reached) {
                without.add(one.id());
            }
            reached |= !one.damaged() && !one.finished().isAfter(edge);
        }
        return without;
    }
}
