package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.backup.moment.Past;
import dev.holdfast.vault.Manifest.Amounts;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.Vault;
import java.util.Optional;

/// Proves one snapshot from one storage and keeps the receipt there.
final class CopyProof {
    private final BackupContext context;
    private final Deployment deployment;
    private final SnapshotIndex index;
    private final Progress progress;

    CopyProof(
            BackupContext context, Deployment deployment, SnapshotIndex index, Progress progress) {
        this.context = context;
        this.deployment = deployment;
        this.index = index;
        this.progress = progress;
    }

    Proof prove(Held snapshot, Vault copy) throws InterruptedException {
        announce(snapshot, copy);
        Proof proof =
                new ProofRun(context, deployment, copy, past(snapshot, copy), progress)
                        .prove(snapshot);
        keep(copy, proof);
        return proof;
    }

    /// What it will cost: some storages bill for what is read.
    private void announce(Held snapshot, Vault copy) {
        String cost = snapshot.manifest().map(manifest -> inWords(manifest.amounts())).orElse("");
        progress.note(
                "proving %s from storage '%s'%s"
                        .formatted(snapshot.id(), copy.storage().name(), cost));
    }

    private String inWords(Amounts amounts) {
        return ": reads what holds its %,d MB there twice, and needs as much room in %s meanwhile"
                .formatted(
                        amounts.databaseBytes() / 1_000_000,
                        context.estate().scratch().directory());
    }

    private Optional<Past> past(Held snapshot, Vault copy) {
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
    private void keep(Vault copy, Proof proof) {
        try {
            copy.keep(copy.sign(proof));
        } catch (HoldfastException e) {
            progress.note("the receipt could not be kept: " + e.problem().message());
        }
    }
}
