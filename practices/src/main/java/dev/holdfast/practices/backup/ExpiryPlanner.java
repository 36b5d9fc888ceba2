package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.BackupPolicy.Keep;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.practices.backup.ExpiryPlan.ServerPlan;
import dev.holdfast.practices.backup.ExpiryPlan.StoragePlan;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.backup.retention.Decision;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Decides what expires, for each server in each of its storages, and what is in the way.
///
/// @param running operations of this machine that have not ended
record ExpiryPlanner(BackupContext context, List<OperationRecord> running) {
    /// Without `--at-most`, the larger of these may expire of one server in one run.
    private static final int CAP = 10;

    private static final int CAP_SHARE = 4;

    /// While one of these runs, a copy may be the only good one.
    private static final Set<String> RECOVERIES =
            Set.of("backup restore", "vault sync", "vault heal");

    ExpiryPlan plan(ExpireBackups request, VaultCopies copies) {
        List<String> obstacles = obstacles(copies);
        Stock stock = Stock.of(copies.vaults(), context.clock().instant());
        for (Held held : stock.unreadable()) {
            obstacles.add(
                    "the manifest of %s cannot be read; mend it: holdfast vault heal"
                            .formatted(held.id()));
        }
        List<ServerPlan> servers = new ArrayList<>();
        for (Deployment deployment : context.estate().deployments()) {
            if (deployment.backup().isPresent()) {
                Map<Vault, StoragePlan> decisions = decide(deployment, stock, copies);
                obstacles.addAll(behind(deployment.label(), decisions, stock));
                if (request.database().filter(one -> !one.equals(deployment.label())).isEmpty()) {
                    servers.add(plan(deployment, decisions, request));
                }
            }
        }
        return new ExpiryPlan(servers, obstacles);
    }

    private List<String> obstacles(VaultCopies copies) {
        List<String> obstacles = new ArrayList<>();
        copies.failures().values().forEach(problem -> obstacles.add(problem.message()));
        running.stream()
                .filter(operation -> RECOVERIES.contains(operation.kind()))
                .forEach(operation ->
                        obstacles.add(
                                "%s is running; wait for operation %s"
                                        .formatted(operation.kind(), operation.id())));
        return obstacles;
    }

    private Map<Vault, StoragePlan> decide(Deployment deployment, Stock stock, VaultCopies copies) {
        List<Held> snapshots = stock.of(deployment.label());
        LogPlanner log =
                new LogPlanner(
                        snapshots,
                        deployment.backup().orElseThrow().walKeep(),
                        context.clock().instant());
        Map<Vault, StoragePlan> plans = new LinkedHashMap<>();
        new Keeping(context)
                .decide(deployment, stock, copies.vaults())
                .forEach((copy, judged) ->
                        plans.put(
                                copy,
                                new StoragePlan(
                                        copy.storage().name(),
                                        judged.decisions(),
                                        log.plan(copy, judged.candidates(), judged.decisions()))));
        return plans;
    }

    private static ServerPlan plan(
            Deployment deployment, Map<Vault, StoragePlan> decisions, ExpireBackups request) {
        List<StoragePlan> storages = List.copyOf(decisions.values());
        List<String> obstacles = new ArrayList<>();
        emptied(storages).ifPresent(obstacles::add);
        overCap(storages, request).ifPresent(obstacles::add);
        return new ServerPlan(
                deployment.label(),
                deployment.environment().isProtected(),
                inWords(deployment.backup().orElseThrow().keep()),
                obstacles,
                storages);
    }

    /// A snapshot that is to be kept must be everywhere before any other one goes.
    private static List<String> behind(
            String label, Map<Vault, StoragePlan> decisions, Stock stock) {
        Set<String> kept = new TreeSet<>();
        decisions.values().stream()
                .flatMap(plan -> plan.decisions().stream())
                .filter(Decision::isKept)
                .forEach(decision -> kept.add(decision.snapshot()));
        List<String> behind = new ArrayList<>();
        decisions.forEach((copy, plan) -> {
            Set<String> lacking = new TreeSet<>(kept);
            plan.decisions().forEach(decision -> lacking.remove(decision.snapshot()));
            lacking.removeIf(id -> stock.isExpired(copy, id));
            if (!lacking.isEmpty()) {
                String name = copy.storage().name();
                behind.add(
                        "storage '%s' lacks %d snapshots of %s that are kept; bring them: holdfast vault sync %s"
                                .formatted(name, lacking.size(), label, name));
            }
        });
        return behind;
    }

    private static Optional<String> emptied(List<StoragePlan> storages) {
        return storages.stream()
                .filter(storage ->
                        !storage.decisions().isEmpty()
                                && storage.decisions().stream().noneMatch(Decision::isKept))
                .findFirst()
                .map(storage ->
                        "nothing would be left in storage '%s'".formatted(storage.storage()));
    }

    private static Optional<String> overCap(List<StoragePlan> storages, ExpireBackups request) {
        Set<String> listed = new TreeSet<>();
        Set<String> expiring = new TreeSet<>();
        for (StoragePlan storage : storages) {
            storage.decisions().forEach(decision -> listed.add(decision.snapshot()));
            expiring.addAll(storage.unkept());
        }
        int cap = request.atMost().orElse(Math.max(CAP, listed.size() / CAP_SHARE));
        return expiring.size() <= cap
                ? Optional.empty()
                : Optional.of(
                        "%d of %d snapshots would expire, and one run may let %d go; if that is meant: --at-most %d"
                                .formatted(expiring.size(), listed.size(), cap, expiring.size()));
    }

    private static String inWords(Optional<Keep> keep) {
        if (keep.isEmpty()) {
            return "all";
        }
        Map<String, Integer> rules = new LinkedHashMap<>();
        rules.put("last", keep.get().last());
        rules.put("hourly", keep.get().hourly());
        rules.put("daily", keep.get().daily());
        rules.put("weekly", keep.get().weekly());
        rules.put("monthly", keep.get().monthly());
        rules.put("yearly", keep.get().yearly());
        return String.join(
                ", ",
                rules.entrySet().stream()
                        .filter(rule -> rule.getValue() > 0)
                        .map(rule -> rule.getKey() + " " + rule.getValue())
                        .toList());
    }
}
