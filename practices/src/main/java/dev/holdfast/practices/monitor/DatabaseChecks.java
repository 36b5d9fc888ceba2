package dev.holdfast.practices.monitor;

import dev.holdfast.core.estate.Deployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        return new ChecksReport(results);
    }

    /// @param alone whether no other database of its server is asked
    List<CheckResult> ofServer(Deployment deployment, boolean alone) {
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
