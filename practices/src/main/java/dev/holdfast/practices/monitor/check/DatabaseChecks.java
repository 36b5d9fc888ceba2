package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Health;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Asks all checks once: what `monitor checks` shows.
public final class DatabaseChecks {
    private final MonitorContext context;

    public DatabaseChecks(MonitorContext context) {
        this.context = context;
    }

    /// @param label only this deployment, without what concerns the estate as a whole
    public ChecksReport run(Optional<String> label) {
        List<Deployment> wanted =
                context.estate().deployments().stream()
                        .filter(each -> label.isEmpty() || label.get().equals(each.label()))
                        .toList();
        List<CheckResult> results = new ArrayList<>();
        wanted.forEach(each -> results.addAll(ofServer(each, label.isPresent())));
        results.addAll(new BackupChecks(context).of(wanted, label.isEmpty()));
        if (label.isEmpty()) {
            results.addAll(new RouteChecks(context).results());
        }
        return new ChecksReport(results);
    }

    /// What is asked of storages and routes, of everything that is watched.
    public List<CheckResult> ofEstate() {
        List<Deployment> watched =
                context.estate().deployments().stream().filter(Deployment::isWatched).toList();
        List<CheckResult> results = new ArrayList<>(new BackupChecks(context).of(watched, true));
        results.addAll(new RouteChecks(context).results());
        return results;
    }

    /// One round of a database that the probe finds up: whether it is, the probe says.
    ///
    /// @param latencySeconds of the probe since the last round
    public List<CheckResult> round(Deployment deployment, OptionalDouble latencySeconds) {
        List<CheckResult> results = ofServer(deployment, false);
        results.removeIf(each -> each.check().equals(CheckResult.AVAILABLE));
        latencySeconds.ifPresent(seconds -> results.add(probe(deployment, seconds)));
        return results;
    }

    private static CheckResult probe(Deployment deployment, double seconds) {
        Check check = MonitorChecks.PROBE;
        Health state = deployment.watching().limits(check.name(), check.limits()).judge(seconds);
        return new CheckResult(
                check.name(),
                deployment.label(),
                state,
                Optional.of(seconds),
                "the probe's transaction takes %.1f ms".formatted(seconds * 1000),
                state == Health.OK ? "" : check.remedy(),
                check.limits().unit(),
                0);
    }

    /// @param alone whether no other database of its server is asked
    private List<CheckResult> ofServer(Deployment deployment, boolean alone) {
        Instant now = context.clock().instant();
        Comparisons comparisons =
                new Comparisons(
                        deployment.label(),
                        context.metrics(),
                        new Sameness(deployment.label(), context.facts(), now),
                        now);
        boolean asksServer = alone || context.estate().isFirstOfItsServer(deployment);
        return new CheckRound(deployment, context.health(), asksServer, comparisons).run();
    }
}
