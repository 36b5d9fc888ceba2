package dev.holdfast.practices.backup;

import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.operation.Actor;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.practices.backup.ExpiryPlan.ServerPlan;
import dev.holdfast.practices.backup.ExpiryPlan.StoragePlan;
import dev.holdfast.practices.backup.ExpiryReport.Expired;
import dev.holdfast.practices.backup.ExpiryReport.StorageCollection;
import dev.holdfast.vault.Collector;
import dev.holdfast.vault.Collector.Collected;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// `backup expire`: decides, marks what no policy keeps, and deletes what was marked a grace ago.
public final class ExpireBackupsHandler implements Handler<ExpireBackups, ExpiryReport> {
    private final BackupContext context;
    private final Supplier<List<OperationRecord>> running;

    /// @param running operations that have not ended
    public ExpireBackupsHandler(BackupContext context, Supplier<List<OperationRecord>> running) {
        this.context = context;
        this.running = running;
    }

    /// What `request` would do, decided but not done: for showing it first.
    public ExpiryPlan preview(ExpireBackups request) {
        try (VaultCopies copies = context.openVault()) {
            copies.require();
            return planner().plan(request, copies);
        }
    }

    @Override
    public ExpiryReport run(ExpireBackups request, Progress progress) throws InterruptedException {
        progress.step("unlock the vault");
        try (VaultCopies copies = context.openVaultForPruning()) {
            copies.require();
            progress.step("decide");
            ExpiryPlan plan = planner().plan(request, copies);
            Map<Vault, Problem> failed = new HashMap<>();
            progress.step("mark what expires");
            List<Expired> expired =
                    plan.obstacles().isEmpty() ? expire(plan, request, copies, failed) : List.of();
            return new ExpiryReport(plan, expired, collect(plan, copies, failed, progress));
        }
    }

    private ExpiryPlanner planner() {
        return new ExpiryPlanner(context, running.get());
    }

    private List<Expired> expire(
            ExpiryPlan plan,
            ExpireBackups request,
            VaultCopies copies,
            Map<Vault, Problem> failed) {
        List<Expired> expired = new ArrayList<>();
        for (ServerPlan server : plan.servers()) {
            Set<String> going = new HashSet<>(server.expiring());
            request.approved().ifPresent(going::retainAll);
            for (StoragePlan storage : server.storages()) {
                Vault copy = copies.find(storage.storage()).orElseThrow();
                for (String id : storage.unkept()) {
                    if (going.contains(id) && mark(copy, id, server, failed)) {
                        expired.add(new Expired(id, server.server(), storage.storage()));
                    }
                }
            }
        }
        return expired;
    }

    /// A storage that fails does not fail the others: it still lists the snapshot, and the next run
    /// decides again.
    private boolean mark(Vault copy, String id, ServerPlan server, Map<Vault, Problem> failed) {
        if (failed.containsKey(copy)) {
            return false;
        }
        try {
            String reason = "kept by none of: " + server.policy();
            copy.marks().expire(id, reason, Actor.current(), context.random());
            return true;
        } catch (HoldfastException e) {
            failed.put(copy, e.problem());
            return false;
        }
    }

    private List<StorageCollection> collect(
            ExpiryPlan plan, VaultCopies copies, Map<Vault, Problem> failed, Progress progress)
            throws InterruptedException {
        List<StorageCollection> collections = new ArrayList<>();
        copies.failures()
                .forEach((name, problem) ->
                        collections.add(
                                StorageCollection.none(name, problem.message(), problem.hint())));
        if (!plan.obstacles().isEmpty()) {
            return collections;
        }
        for (Vault copy : copies.vaults()) {
            Problem problem = failed.get(copy);
            collections.add(
                    problem != null
                            ? StorageCollection.none(
                                    copy.storage().name(), problem.message(), problem.hint())
                            : collect(copy, copies, plan, progress));
        }
        return collections;
    }

    private StorageCollection collect(
            Vault copy, VaultCopies copies, ExpiryPlan plan, Progress progress)
            throws InterruptedException {
        Set<String> without = plan.withoutLog(copy.storage().name());
        Set<String> elsewhere = new HashSet<>();
        for (Vault other : copies.vaults()) {
            if (!other.equals(copy)) {
                elsewhere.addAll(other.storedIds());
            }
        }
        Collected collected =
                new Collector(copy, context.clock(), context.random(), progress)
                        .run(id -> !elsewhere.contains(id), id -> !without.contains(id));
        return new StorageCollection(
                copy.storage().name(),
                collected.snapshots(),
                collected.objects(),
                collected.bytes(),
                collected.waiting(),
                collected.waitingBytes(),
                collected.thinned(),
                collected.thinnedBytes(),
                collected.stopped().map(Problem::message).orElse(""),
                collected.stopped().map(Problem::hint).orElse(""));
    }
}
