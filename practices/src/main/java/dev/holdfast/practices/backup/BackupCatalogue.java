package dev.holdfast.practices.backup;

import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.problem.Finding.Severity;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.practices.backup.BackupList.Behind;
import dev.holdfast.practices.backup.BackupList.Unreachable;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.vault.Pin;
import dev.holdfast.vault.SignedProof;
import dev.holdfast.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers questions about backups from what the storages hold; nothing else is asked.
public final class BackupCatalogue {
    private final BackupContext context;

    public BackupCatalogue(BackupContext context) {
        this.context = context;
    }

    /// @param label only snapshots of this deployment
    public BackupList list(Optional<String> label) {
        try (VaultCopies copies = context.openVault()) {
            SnapshotIndex index = SnapshotIndex.of(copies.vaults());
            List<Held> wanted =
                    index.all().stream()
                            .filter(held -> label.isEmpty() || isOf(held, label.get()))
                            .toList();
            SnapshotLines lines = lines(index, copies);
            BehindStorages behind = new BehindStorages(context.estate(), copies.vaults());
            List<Unreachable> unreachable = new ArrayList<>();
            copies.failures()
                    .forEach((name, problem) ->
                            unreachable.add(new Unreachable(name, problem.message())));
            Reachable reachable = new Reachable(index, wanted);
            return new BackupList(
                    wanted.stream().map(lines::of).toList(),
                    reachable.windows(),
                    reachable.gaps(),
                    reachable.recoveryPoints(),
                    unreachable,
                    behind.among(wanted));
        }
    }

    /// What the storages lack of each other: snapshots and keys. Nothing where none answers, which
    /// is said elsewhere.
    public List<Finding> standing() {
        try (VaultCopies copies = context.openVault()) {
            List<Finding> findings = new ArrayList<>();
            List<Held> all = SnapshotIndex.of(copies.vaults()).all();
            new BehindStorages(context.estate(), copies.vaults())
                    .among(all)
                    .forEach(it -> findings.add(behind(it.storage(), lacks(it), it.remedy())));
            KeyChange.problems(copies)
                    .forEach((vault, problem) ->
                            findings.add(
                                    behind(
                                            vault.storage().name(),
                                            problem,
                                            "holdfast vault key list")));
            return findings;
        } catch (HoldfastException e) {
            return List.of(); // the storage or the key at fault is reported where it is opened
        }
    }

    private static String lacks(Behind behind) {
        return "it lacks %d snapshots that others hold, the newest is %s"
                .formatted(behind.snapshots(), behind.newest());
    }

    private static Finding behind(String storage, String message, String remedy) {
        return new Finding(Severity.WARNING, "behind", storage, message, remedy);
    }

    /// @param id of a snapshot, or the beginning of one that no other has
    public SnapshotDetail show(String id) {
        try (VaultCopies copies = context.openVault()) {
            copies.require();
            SnapshotIndex index = SnapshotIndex.of(copies.vaults());
            Held held = index.beginningWith(id);
            List<SnapshotDetail.Receipt> receipts = new ArrayList<>();
            for (Vault copy : held.copies()) {
                for (SignedProof receipt : copy.proofs(held.id())) {
                    receipts.add(receipt(copy, receipt));
                }
            }
            List<Pin> pins =
                    copies.vaults().stream()
                            .flatMap(copy -> copy.marks().pins().stream())
                            .filter(pin -> pin.snapshot().equals(held.id()))
                            .distinct()
                            .toList();
            return new SnapshotDetail(
                    lines(index, copies).of(held), held.manifest(), receipts, pins);
        }
    }

    private static SnapshotDetail.Receipt receipt(Vault copy, SignedProof receipt) {
        return new SnapshotDetail.Receipt(
                receipt.proof(),
                receipt.isSignedBy(copy.publicKey()),
                new String(receipt.json(), StandardCharsets.UTF_8));
    }

    private static boolean isOf(Held held, String label) {
        return held.manifest().filter(manifest -> manifest.label().equals(label)).isPresent();
    }

    private SnapshotLines lines(SnapshotIndex index, VaultCopies copies) {
        Stock stock = Stock.of(index.all(), copies.vaults(), context.clock().instant());
        return new SnapshotLines(stock, new Keeping(context).all(stock, copies.vaults()));
    }
}
