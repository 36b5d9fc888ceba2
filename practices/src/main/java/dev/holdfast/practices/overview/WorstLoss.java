package dev.holdfast.practices.overview;

import dev.holdfast.practices.overview.CheckLog.StorageAttempts;
import dev.holdfast.practices.overview.CheckLog.Tried;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How many copies the worst single credential could destroy, as the newest check tried it.
///
/// @param checked when that was
/// @param credential whose; empty when none could destroy any
/// @param copies that it could delete for good
/// @param of how many there are
/// @param untried storages whose copies could not be tried then, or are newer than the check
public record WorstLoss(
        Instant checked, String credential, int copies, int of, List<String> untried) {
    public WorstLoss {
        untried = List.copyOf(untried);
    }

    /// @param to the storages that keep the copies
    static WorstLoss of(List<String> to, Tried tried) {
        Map<String, Set<String>> deletable = new TreeMap<>();
        Set<String> untried = new HashSet<>(to);
        for (StorageAttempts storage : tried.storages()) {
            if (to.contains(storage.name())) {
                for (Attempt attempt : storage.attempts()) {
                    if (attempt.deletion().isTried()) {
                        untried.remove(storage.name());
                    }
                    if (attempt.deletion().isDangerous()) {
                        deletable
                                .computeIfAbsent(attempt.credential(), _ -> new HashSet<>())
                                .add(storage.name());
                    }
                }
            }
        }
        Map.Entry<String, Set<String>> worst = null;
        for (Map.Entry<String, Set<String>> each : deletable.entrySet()) {
            worst =
                    worst == null || each.getValue().size() > worst.getValue().size()
                            ? each
                            : worst;
        }
        return new WorstLoss(
                tried.at(),
                worst == null ? "" : worst.getKey(),
                worst == null ? 0 : worst.getValue().size(),
                to.size(),
                untried.stream().sorted().toList());
    }
}
