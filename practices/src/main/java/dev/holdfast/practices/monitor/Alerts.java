package dev.holdfast.practices.monitor;

import dev.holdfast.core.alert.Alert;
import dev.holdfast.core.alert.RouteTest;
import dev.holdfast.core.alert.Silence;
import dev.holdfast.core.estate.AlertRoute;
import dev.holdfast.core.estate.AlertRoute.DeadMan;
import dev.holdfast.core.estate.option.Spelling;
import dev.holdfast.core.operation.Actor;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.monitor.alert.RouteTester;
import dev.holdfast.practices.monitor.check.MonitorContext;
import dev.holdfast.practices.monitor.route.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What people do with alerts.
public final class Alerts {
    private static final int SHOWN = 20;

    private final MonitorContext context;

    public Alerts(MonitorContext context) {
        this.context = context;
    }

    public AlertList list() {
        Instant now = context.clock().instant();
        return new AlertList(context.alerts().newest(SHOWN), context.alerts().silences(now));
    }

    /// What differs from before is expected from then on.
    ///
    /// @param check a name, or `*`
    /// @param database a label, or `*`
    public List<Alert> acknowledge(String check, String database) {
        List<Alert> acknowledged = context.alerts().acknowledge(check, database, Actor.current());
        context.estate().deployments().stream()
                .map(each -> each.label())
                .filter(label -> database.equals("*") || database.equals(label))
                .forEach(label -> forget(check, label));
        return acknowledged;
    }

    private void forget(String check, String label) {
        context.health().checks().stream()
                .filter(each -> check.equals("*") || check.equals(each.name()))
                .forEach(each -> context.facts().forget(label, each.name()));
    }

    public Silence silence(String check, String database, Duration length, String reason) {
        Instant until = context.clock().instant().plus(length);
        return context.alerts()
                .silence(new Silence(0, check, database, until, reason, Actor.current()));
    }

    /// @return whether there was one
    public boolean endSilence(long id) {
        return context.alerts().endSilence(id);
    }

    /// Really sends. `USAGE` when there is no such route, `CONFIGURATION_INVALID` when there is
    /// none at all.
    public List<RouteTest> test(Optional<String> name) throws InterruptedException {
        List<RouteTest> tests = new ArrayList<>();
        try (Routes routes = new Routes(context.clock())) {
            RouteTester tester =
                    new RouteTester(
                            context.estate(),
                            routes::channel,
                            context.alerts(),
                            context.clock(),
                            context::newToken);
            for (AlertRoute route : wanted(name)) {
                tests.add(tester.test(route));
            }
        }
        return tests;
    }

    private List<AlertRoute> wanted(Optional<String> name) {
        List<AlertRoute> all =
                context.estate().alerts().stream()
                        .filter(each -> !(each.target() instanceof DeadMan))
                        .toList();
        if (all.isEmpty()) {
            throw new HoldfastException(
                    ProblemCode.CONFIGURATION_INVALID,
                    "no route is declared: nobody would be told of anything",
                    "declare one: alerts: [{name: team, type: slack, url: \"${env:SLACK_URL}\"}]");
        }
        List<AlertRoute> found =
                all.stream()
                        .filter(each -> name.isEmpty() || name.get().equals(each.name()))
                        .toList();
        if (found.isEmpty()) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "there is no route '" + name.orElse("") + "'",
                    Spelling.suggest(name.orElse(""), all.stream().map(AlertRoute::name).toList()));
        }
        return found;
    }
}
