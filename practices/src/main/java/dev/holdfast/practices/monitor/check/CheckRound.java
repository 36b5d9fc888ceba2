package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.engine.ServerHealth;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.MonitorPolicy;
import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.HealthSession;
import dev.holdfast.core.health.Unit;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks everything of one database's server, over one connection that is closed again. A server
/// that is down gives one result: nothing else can be told.
final class CheckRound {
    private final Deployment deployment;
    private final ServerHealth health;
    private final boolean asksServer;
    private final Comparisons comparisons;
    private final Judge judge;

    /// @param asksServer whether what concerns the whole server is asked here too
    CheckRound(
            Deployment deployment,
            ServerHealth health,
            boolean asksServer,
            Comparisons comparisons) {
        this.deployment = deployment;
        this.health = health;
        this.asksServer = asksServer;
        this.comparisons = comparisons;
        this.judge = new Judge(deployment.label(), comparisons);
    }

    List<CheckResult> run() {
        List<CheckResult> results = new ArrayList<>();
        long began = System.nanoTime();
        try (HealthSession session = health.open(deployment.monitorAddress())) {
            results.add(available(Health.OK, "it lets in and answers", "", since(began)));
            examine(session, results);
        } catch (HoldfastException e) {
            results.removeIf(each -> each.check().equals(CheckResult.AVAILABLE));
            Problem problem = e.problem();
            results.add(
                    0, available(Health.CRITICAL, problem.message(), problem.hint(), since(began)));
            if (problem.code() == ProblemCode.SERVER_LOGIN_FAILED) {
                results.add(1, refused(problem, since(began)));
            }
        }
        comparisons.keep();
        return results;
    }

    /// The probe keeps its connection when all others are taken: that the checks get none is told
    /// by them. That nobody answers is told by the probe, which asks more often.
    private CheckResult refused(Problem problem, double seconds) {
        return new CheckResult(
                CheckResult.CONNECTIONS,
                deployment.label(),
                Health.CRITICAL,
                Optional.empty(),
                "the checks get no connection: " + problem.message(),
                problem.hint(),
                Unit.PERCENT,
                seconds);
    }

    private void examine(HealthSession session, List<CheckResult> results) {
        MonitorPolicy policy = deployment.watching();
        for (Check check : health.checks()) {
            if (!policy.off().contains(check.name()) && (asksServer || !check.isServerWide())) {
                Check limited = check.with(policy.limits(check.name(), check.limits()));
                timed(() -> judge.judge(limited, session.examine(limited))).ifPresent(results::add);
            }
        }
        try (HostMetrics metrics = new HostMetrics()) {
            OwnChecks own = new OwnChecks(session, metrics);
            policy.own()
                    .forEach(each ->
                            timed(() -> judge.judge(OwnChecks.check(each), own.examine(each)))
                                    .ifPresent(results::add));
        }
    }

    private static Optional<CheckResult> timed(Supplier<Optional<CheckResult>> work) {
        long began = System.nanoTime();
        return work.get().map(result -> result.withSeconds(since(began)));
    }

    private static double since(long began) {
        return Math.round((System.nanoTime() - began) / 100_000.0) / 10_000.0;
    }

    private CheckResult available(Health state, String message, String hint, double seconds) {
        return new CheckResult(
                CheckResult.AVAILABLE,
                deployment.label(),
                state,
                Optional.of(state == Health.OK ? 1.0 : 0.0),
                message,
                hint,
                Unit.COUNT,
                seconds);
    }
}
