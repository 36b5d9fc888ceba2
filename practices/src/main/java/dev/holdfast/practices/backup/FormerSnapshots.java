package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the snapshot that a new one builds on, and notices when a label suddenly means another
/// server.
final class FormerSnapshots {
    private final List<Vault> copies;

    FormerSnapshots(List<Vault> copies) {
        this.copies = copies;
    }

    /// The newest snapshot of this server that every copy holds.
    Optional<Snapshot> newest(ServerFacts facts) {
        for (String id : common().reversed()) {
            Manifest manifest = copies.getFirst().manifest(id);
            if (manifest.facts().systemIdentifier().equals(facts.systemIdentifier())) {
                return Optional.of(copies.getFirst().snapshot(id));
            }
        }
        return Optional.empty();
    }

    /// `SERVER_CHANGED` when the newest snapshot under `label` is of another server.
    void requireSameServer(String label, ServerFacts facts) {
        for (Vault copy : copies) {
            newest(copy, label).ifPresent(manifest -> compare(label, manifest.facts(), facts));
        }
    }

    private static Optional<Manifest> newest(Vault copy, String label) {
        return copy.snapshotIds().reversed().stream()
                .map(copy::manifest)
                .filter(manifest -> manifest.label().equals(label))
                .findFirst();
    }

    private static void compare(String label, ServerFacts before, ServerFacts now) {
        if (before.systemIdentifier().equals(now.systemIdentifier())) {
            return;
        }
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

    /// Ids that every copy holds, oldest first.
    private List<String> common() {
        List<String> ids = new ArrayList<>(copies.getFirst().snapshotIds());
        for (Vault copy : copies.subList(1, copies.size())) {
            Set<String> held = new HashSet<>(copy.snapshotIds());
            ids.retainAll(held);
        }
        return ids;
    }
}
