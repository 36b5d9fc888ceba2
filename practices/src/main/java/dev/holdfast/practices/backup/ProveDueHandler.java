package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.ProofCalendar.Entry;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.vault.Proof;
import java.time.Duration;
import java.util.List;

/// `backup prove --due`: one copy a call, the one that was proven longest ago.
public final class ProveDueHandler implements Handler<ProveDue, DueProof> {
    private final BackupContext context;

    public ProveDueHandler(BackupContext context) {
        this.context = context;
    }

    @Override
    public DueProof run(ProveDue request, Progress progress) throws InterruptedException {
        Deployment deployment = context.estate().deployment(request.database());
        BackupPolicy policy = deployment.backup().orElseThrow(() -> undeclared(deployment));
        Duration within = policy.prove().allWithin().orElseThrow(() -> undeclared(deployment));
        progress.step("unlock the vault");
        try (VaultCopies copies = context.openVault(policy.to())) {
            copies.require();
            SnapshotIndex index = SnapshotIndex.of(copies.vaults());
            ProofCalendar calendar =
                    ProofCalendar.of(
                            index.all().stream().filter(held -> isOf(held, deployment)).toList(),
                            copies.vaults(),
                            within,
                            context.clock().instant());
            List<Entry> due = calendar.due();
            return result(calendar, prove(due, deployment, index, progress));
        }
    }

    private List<Proof> prove(
            List<Entry> due, Deployment deployment, SnapshotIndex index, Progress progress)
            throws InterruptedException {
        if (due.isEmpty()) {
            return List.of();
        }
        Entry first = due.getFirst();
        return List.of(
                new CopyProof(context, deployment, index, progress)
                        .prove(first.snapshot(), first.copy()));
    }

    private DueProof result(ProofCalendar calendar, List<Proof> proofs) {
        return new DueProof(
                proofs,
                calendar.entries().size(),
                Math.max(0, calendar.due().size() - 1),
                calendar.overdue().stream()
                        .skip(1) // the one that was proven just now
                        .map(entry -> entry.inWords(calendar.now()))
                        .toList());
    }

    private static boolean isOf(Held held, Deployment deployment) {
        return held.manifest()
                .filter(manifest -> manifest.label().equals(deployment.label()))
                .isPresent();
    }

    private static HoldfastException undeclared(Deployment deployment) {
        return new HoldfastException(
                ProblemCode.USAGE,
                "'%s' does not say within which time its snapshots are to be proven"
                        .formatted(deployment.label()),
                "write in the file, under backup: prove: {all-within: 30 d}");
    }
}
