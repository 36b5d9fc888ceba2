package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.List;

/// `backup prove`: starts a snapshot from each storage that holds it, audits it there, and keeps
/// the signed receipt beside it.
public final class ProveBackupHandler implements Handler<ProveBackup, ProofResults> {
    private final BackupContext context;

    public ProveBackupHandler(BackupContext context) {
        this.context = context;
    }

    @Override
    public ProofResults run(ProveBackup request, Progress progress) throws InterruptedException {
        Deployment deployment = context.estate().deployment(request.database());
        progress.step("unlock the vault");
        try (VaultCopies copies = context.openVault(storages(request, deployment))) {
            copies.require();
            copies.failures()
                    .forEach((storage, problem) ->
                            progress.note(
                                    "storage '%s' is left out: %s"
                                            .formatted(storage, problem.message())));
            SnapshotIndex index = SnapshotIndex.of(copies.vaults());
            Held snapshot = index.require(deployment.label(), request.snapshot());
            CopyProof copyProof = new CopyProof(context, deployment, index, progress);
            List<Proof> proofs = new ArrayList<>();
            for (Vault copy : holders(snapshot, copies)) {
                proofs.add(copyProof.prove(snapshot, copy));
            }
            return new ProofResults(proofs);
        }
    }

    private List<String> storages(ProveBackup request, Deployment deployment) {
        if (request.storage().isPresent()) {
            return List.of(context.requireStorage(request.storage().get()));
        }
        return deployment.backup().map(policy -> policy.to()).orElseGet(context::storageNames);
    }

    private static List<Vault> holders(Held snapshot, VaultCopies copies) {
        List<Vault> holders = copies.vaults().stream().filter(snapshot.copies()::contains).toList();
        if (holders.isEmpty()) {
            throw new HoldfastException(
                    ProblemCode.SNAPSHOT_UNKNOWN,
                    "snapshot %s is in none of these storages".formatted(snapshot.id()),
                    "see where it is: holdfast backup show " + snapshot.id());
        }
        return holders;
    }
}
