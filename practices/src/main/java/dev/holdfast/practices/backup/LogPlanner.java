package dev.holdfast.practices.backup;

import dev.holdfast.practices.backup.ExpiryPlan.LogPlan;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.backup.retention.Candidate;
import dev.holdfast.practices.backup.retention.Decision;
import dev.holdfast.practices.backup.retention.LogRetention;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.StreamedWal.Excess;
import dev.holdfast.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Decides how much of one server's streamed log stays in one storage.
///
/// @param own snapshots of the server
/// @param wanted how far back any moment is wanted
record LogPlanner(List<Held> own, Optional<Duration> wanted, Instant now) {

    LogPlan plan(Vault copy, List<Candidate> candidates, List<Decision> decisions) {
        Set<String> kept =
                decisions.stream()
                        .filter(Decision::isKept)
                        .map(Decision::snapshot)
                        .collect(Collectors.toSet());
        List<Candidate> staying =
                candidates.stream().filter(one -> kept.contains(one.id())).toList();
        Set<String> without = LogRetention.without(wanted, staying, now);
        kept.removeAll(without);
        Excess excess = excess(copy, kept);
        return new LogPlan(
                decisions.reversed().stream()
                        .filter(decision -> kept.contains(decision.snapshot()))
                        .findFirst(),
                List.copyOf(without),
                excess.objects(),
                excess.bytes());
    }

    /// A label may have meant more than one server in the course of time.
    private Excess excess(Vault copy, Set<String> kept) {
        List<Manifest> manifests =
                own.stream()
                        .filter(held -> held.copies().contains(copy))
                        .flatMap(held -> held.manifest().stream())
                        .toList();
        List<Manifest> needing =
                manifests.stream().filter(manifest -> kept.contains(manifest.id())).toList();
        long objects = 0;
        long bytes = 0;
        for (String system :
                manifests.stream()
                        .map(manifest -> manifest.facts().systemIdentifier())
                        .collect(Collectors.toSet())) {
            Excess excess = copy.streamedWal(system).excess(needing);
            objects += excess.objects();
            bytes += excess.bytes();
        }
        return new Excess(objects, bytes);
    }
}
