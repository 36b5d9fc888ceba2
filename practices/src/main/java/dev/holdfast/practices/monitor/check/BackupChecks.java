package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Unit;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.practices.backup.BackupList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holdfast's own checks: whether what is backed up could be restored, from what the storages say.
final class BackupChecks {
    static final String STORAGES = "storages";

    private final MonitorContext context;
    private final Instant now;

    BackupChecks(MonitorContext context) {
        this.context = context;
        this.now = context.clock().instant();
    }

    /// @param whole with what concerns no single database
    List<CheckResult> of(List<Deployment> wanted, boolean whole) {
        List<Deployment> kept = wanted.stream().filter(this::isJudged).toList();
        if (kept.isEmpty() && !whole) {
            return List.of();
        }
        long began = System.nanoTime();
        try {
            BackupList backups = context.catalogue().list(Optional.empty());
            double seconds = (System.nanoTime() - began) / 1e9;
            return results(kept, backups, whole).stream()
                    .map(each -> each.withSeconds(seconds / Math.max(1, kept.size())))
                    .toList();
        } catch (HoldfastException e) {
            return List.of(unreadable(e));
        }
    }

    /// A backup is of a whole server: its first policy speaks for all.
    private boolean isJudged(Deployment deployment) {
        Optional<Deployment> keeper = context.estate().keeper(deployment);
        return keeper.isPresent()
                ? keeper.get().equals(deployment)
                : deployment.environment().isProtected();
    }

    private List<CheckResult> results(List<Deployment> kept, BackupList backups, boolean whole) {
        List<CheckResult> results = new ArrayList<>();
        for (Deployment deployment : kept) {
            DatabaseBackups own = new DatabaseBackups(deployment, backups, now);
            for (DatabaseBackups.Answer answer : own.answers(context.estate())) {
                if (!deployment.watching().off().contains(answer.check().name())) {
                    results.add(result(deployment, answer));
                }
            }
        }
        if (whole && !context.estate().storages().isEmpty()) {
            results.add(storages(context.estate(), backups));
        }
        return results;
    }

    private static CheckResult result(Deployment deployment, DatabaseBackups.Answer answer) {
        Check check = answer.check();
        Health state =
                deployment.watching().limits(check.name(), check.limits()).judge(answer.value());
        return new CheckResult(
                check.name(),
                deployment.label(),
                state,
                Double.isFinite(answer.value()) ? Optional.of(answer.value()) : Optional.empty(),
                answer.message(),
                state == Health.OK ? "" : answer.hint(),
                check.limits().unit(),
                0);
    }

    private CheckResult storages(Estate estate, BackupList backups) {
        List<String> problems = new ArrayList<>();
        backups.unreachable().forEach(each -> problems.add(each.storage() + ": " + each.reason()));
        backups.behind()
                .forEach(each ->
                        problems.add(
                                "%s lacks %d snapshots that others hold"
                                        .formatted(each.storage(), each.snapshots())));
        Health state =
                problems.isEmpty()
                        ? Health.OK
                        : backups.unreachable().size() == estate.storages().size()
                                ? Health.CRITICAL
                                : Health.WARNING;
        return new CheckResult(
                STORAGES,
                estate.name(),
                state,
                Optional.of((double) problems.size()),
                problems.isEmpty()
                        ? "all answer, and none lacks anything"
                        : String.join("; ", problems),
                problems.isEmpty() ? "" : "holdfast check; then: holdfast vault sync",
                Unit.COUNT,
                0);
    }

    private CheckResult unreadable(HoldfastException e) {
        return new CheckResult(
                STORAGES,
                context.estate().name(),
                Health.CRITICAL,
                Optional.empty(),
                e.problem().message(),
                e.problem().hint(),
                Unit.COUNT,
                0);
    }
}
