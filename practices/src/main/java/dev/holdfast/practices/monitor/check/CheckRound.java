package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.engine.ServerHealth;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.MonitorPolicy;
import dev.holdfast.core.estate.MonitorPolicy.OwnCheck;
import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Check.Kind;
import dev.holdfast.core.health.Examination;
import dev.holdfast.core.health.Examination.Read;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.HealthSession;
import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading;
import dev.holdfast.core.health.Unit;
import dev.holdfast.core.problem.HoldfastException;
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
            results.add(
                    0,
                    available(
                            Health.CRITICAL,
                            e.problem().message(),
                            e.problem().hint(),
                            since(began)));
        }
        comparisons.keep();
        return results;
    }

    private void examine(HealthSession session, List<CheckResult> results) {
        MonitorPolicy policy = deployment.watching();
        for (Check check : health.checks()) {
            if (!policy.off().contains(check.name()) && (asksServer || !check.isServerWide())) {
                Check limited = check.with(policy.limits(check.name(), check.limits()));
                timed(() -> judge.judge(limited, session.examine(limited))).ifPresent(results::add);
            }
        }
        policy.own()
                .forEach(own ->
                        timed(() -> judge.judge(check(own), examined(session, own)))
                                .ifPresent(results::add));
    }

    private static Check check(OwnCheck own) {
        return new Check(
                own.name(),
                own.about(),
                "",
                "it is your own check: see `" + own.name() + "` in holdfast.yaml",
                new Limits(Unit.COUNT, own.isLowBad(), own.warning(), own.critical()),
                Kind.LEVEL,
                false,
                own.sql());
    }

    private static Examination examined(HealthSession session, OwnCheck own) {
        Examination examination = session.examineOwn(own.sql());
        if (examination instanceof Read(List<Reading> readings)) {
            String about = own.about().isEmpty() ? own.name() : own.about();
            return new Read(
                    readings.stream()
                            .map(each ->
                                    Reading.of(
                                            "",
                                            each.value(),
                                            about + ": " + Unit.COUNT.text(each.value())))
                            .toList());
        }
        return examination;
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
