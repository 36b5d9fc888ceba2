package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.backup.retention.Candidate;
import dev.holdfast.practices.backup.retention.Decision;
import dev.holdfast.practices.backup.retention.Retention;
import dev.holdfast.vault.Vault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the policies of the estate keep, and why.
record Keeping(BackupContext context) {

    /// One server's snapshots in one storage, and what becomes of them, newest first.
    record Judged(List<Candidate> candidates, List<Decision> decisions) {}

    /// For each of `copies` that the policy of `deployment` names.
    Map<Vault, Judged> decide(Deployment deployment, Stock stock, List<Vault> copies) {
        BackupPolicy policy = deployment.backup().orElseThrow();
        List<Vault> own =
                copies.stream()
                        .filter(copy -> policy.to().contains(copy.storage().name()))
                        .toList();
        Candidates candidates = new Candidates(stock, stock.of(deployment.label()), own);
        Map<Vault, Judged> judged = new LinkedHashMap<>();
        for (Vault copy : own) {
            List<Candidate> there = candidates.in(copy);
            judged.put(
                    copy,
                    new Judged(
                            there,
                            Retention.decide(
                                    policy.keep(),
                                    there,
                                    context.clock().instant(),
                                    context.estate().timeZone())));
        }
        return judged;
    }

    /// What is decided about each copy of each snapshot.
    Decided all(Stock stock, List<Vault> copies) {
        Map<Copy, Decision> decided = new LinkedHashMap<>();
        for (Deployment deployment : context.estate().deployments()) {
            if (deployment.backup().isPresent()) {
                decide(deployment, stock, copies)
                        .forEach((copy, judged) ->
                                judged.decisions()
                                        .forEach(one ->
                                                decided.put(new Copy(copy, one.snapshot()), one)));
            }
        }
        return new Decided(decided);
    }

    private record Copy(Vault vault, String snapshot) {}

    /// By copy and snapshot.
    record Decided(Map<Copy, Decision> decisions) {

        /// Empty where no policy says anything about this copy.
        Optional<Decision> about(Vault copy, Held held) {
            return Optional.ofNullable(decisions.get(new Copy(copy, held.id())));
        }
    }
}
