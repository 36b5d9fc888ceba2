package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.practices.backup.BackupList.Behind;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds storages that lack what they should have: snapshots that another one lists, that the
/// database's `to:` sends there, and that did not expire there.
record BehindStorages(Estate estate, List<Vault> copies) {

    /// @param all newest first
    List<Behind> among(List<Held> all) {
        List<Behind> behind = new ArrayList<>();
        for (Vault copy : copies) {
            List<String> lacking = lacking(copy, all);
            if (!lacking.isEmpty()) {
                String name = copy.storage().name();
                behind.add(
                        new Behind(
                                name,
                                lacking.size(),
                                lacking.getFirst(),
                                "holdfast vault sync " + name));
            }
        }
        return behind;
    }

    private List<String> lacking(Vault copy, List<Held> all) {
        List<String> lacking = new ArrayList<>();
        for (Held held : all) {
            if (!held.copies().contains(copy)
                    && held.manifest().filter(manifest -> isSentTo(manifest, copy)).isPresent()) {
                lacking.add(held.id());
            }
        }
        if (!lacking.isEmpty()) {
            lacking.removeAll(copy.marks().tombstones().keySet());
        }
        return lacking;
    }

    private boolean isSentTo(Manifest manifest, Vault copy) {
        return policy(manifest.label())
                .filter(policy -> policy.to().contains(copy.storage().name()))
                .isPresent();
    }

    private Optional<BackupPolicy> policy(String label) {
        return estate.deployments().stream()
                .filter(deployment -> deployment.label().equals(label))
                .findFirst()
                .flatMap(Deployment::backup);
    }
}
