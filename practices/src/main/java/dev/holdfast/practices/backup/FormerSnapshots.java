package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the snapshot that a new one builds on, and notices when a label suddenly means another
/// server.
final class FormerSnapshots {
    private final VaultCopies copies;

    /// The ids of each copy, newest first. A storage that fails here is left out of the run.
    private final Map<Vault, List<String>> ids;

    FormerSnapshots(VaultCopies copies) {
        this.copies = copies;
        this.ids = copies.ask(vault -> vault.snapshotIds().reversed());
    }

    /// The newest snapshot of this server that every copy holds.
    Optional<Snapshot> newest(ServerFacts facts) {
        return common().stream()
                .filter(id -> manifest(id).filter(manifest -> isOf(manifest, facts)).isPresent())
                .findFirst()
                .map(id -> copies.vaults().getFirst().snapshot(id));
    }

    /// Newest first.
    private List<String> common() {
        List<String> common =
                new ArrayList<>(ids.getOrDefault(copies.vaults().getFirst(), List.of()));
        ids.values().forEach(common::retainAll);
        return common;
    }

    /// `SERVER_CHANGED` when the newest snapshot under `label` is of another server.
    void requireSameServer(String label, ServerFacts now) {
        NavigableSet<String> all = new TreeSet<>(Comparator.reverseOrder());
        ids.values().forEach(all::addAll);
        all.stream()
                .flatMap(id -> manifest(id).stream())
                .filter(manifest -> manifest.label().equals(label))
                .findFirst()
                .filter(manifest -> !isOf(manifest, now))
                .ifPresent(manifest -> refuse(label, manifest.facts(), now));
    }

    /// From the first copy that can read it; a damaged manifest must not stop new snapshots.
    private Optional<Manifest> manifest(String id) {
        for (Map.Entry<Vault, List<String>> copy : ids.entrySet()) {
            if (copy.getValue().contains(id)) {
                Optional<Manifest> manifest = SnapshotIndex.readable(id, List.of(copy.getKey()));
                if (manifest.isPresent()) {
                    return manifest;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(Manifest manifest, ServerFacts facts) {
        return manifest.facts().systemIdentifier().equals(facts.systemIdentifier());
    }

    private static void refuse(String label, ServerFacts before, ServerFacts now) {
        throw new HoldfastException(
                ProblemCode.SERVER_CHANGED,
                "'%s' at %s is not the server that was backed up before: its system identifier is %s, not %s"
                        .formatted(
                                label,
                                now.address(),
                                now.systemIdentifier(),
                                before.systemIdentifier()),
                "check the url in holdfast.yaml; if it is a new or upgraded server: holdfast backup run "
                        + label
                        + " --accept-new-server");
    }
}
