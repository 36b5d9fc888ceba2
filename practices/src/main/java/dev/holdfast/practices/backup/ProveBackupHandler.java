package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.backup.moment.Past;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            List<Proof> proofs = new ArrayList<>();
            for (Vault copy : holders(snapshot, copies)) {
                progress.note(
                        "proving %s from storage '%s'"
                                .formatted(snapshot.id(), copy.storage().name()));
                Proof proof =
                        new ProofRun(
                                        context,
                                        deployment,
                                        copy,
                                        past(index, snapshot, copy),
                                        progress)
                                .prove(snapshot);
                keep(copy, proof, progress);
                proofs.add(proof);
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

    private static Optional<Past> past(SnapshotIndex index, Held snapshot, Vault copy) {
        return snapshot.manifest()
                .flatMap(manifest ->
                        new Pasts(index, true)
                                        .of(
                                                manifest.label(),
                                                manifest.facts().systemIdentifier(),
                                                Optional.of(copy.storage().name()))
                                        .stream()
                                        .findFirst());
    }

    /// What was found must be told even where it cannot be written down.
    private static void keep(Vault copy, Proof proof, Progress progress) {
        try {
            copy.keep(copy.sign(proof));
        } catch (HoldfastException e) {
            progress.note("the receipt could not be kept: " + e.problem().message());
        }
    }
}
