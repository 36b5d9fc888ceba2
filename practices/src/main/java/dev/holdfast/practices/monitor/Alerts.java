package dev.holdfast.practices.monitor;

import dev.holdfast.core.alert.Alert;
import dev.holdfast.core.alert.AlertLink;
import dev.holdfast.core.alert.RouteTest;
import dev.holdfast.core.alert.Silence;
import dev.holdfast.core.estate.AlertRoute;
import dev.holdfast.core.estate.AlertRoute.DeadMan;
import dev.holdfast.core.estate.option.Spelling;
import dev.holdfast.core.operation.Actor;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.SecretHash;
import dev.holdfast.practices.monitor.alert.Receipts;
import dev.holdfast.practices.monitor.alert.RouteTester;
import dev.holdfast.practices.monitor.check.MonitorContext;
import dev.holdfast.practices.monitor.route.LinkedRoutes;
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

    /// What a link in a message means; empty when its token is none, or is too old.
    public Optional<AlertLink> link(String token) {
        return context.alerts()
                .routes()
                .link(SecretHash.of(token))
                .filter(link -> link.holdsAt(context.clock().instant()));
    }

    public List<Alert> of(AlertLink link) {
        return context.alerts().withIds(link.alerts());
    }

    /// Somebody followed `link`: nobody is reminded of its alerts any more, and its route is known
    /// to lead to a person. What differs from before stays unexpected: that needs a login.
    ///
    /// @return false when it was followed before
    public boolean received(AlertLink link) {
        return context.alerts()
                .routes()
                .received(link, "link:" + link.route(), context.clock().instant());
    }

    /// Really sends. `USAGE` when there is no such route, `CONFIGURATION_INVALID` when there is
    /// none at all.
    ///
    /// @param patience how long to wait for a person to follow the links; zero: not at all
    public List<RouteTest> test(Optional<String> name, Duration patience)
            throws InterruptedException {
        List<RouteTest> tests = new ArrayList<>();
        try (Routes routes = new Routes(context.clock())) {
            RouteTester tester =
                    new RouteTester(
                            context.estate(),
                            new LinkedRoutes(routes, context)::channel,
                            context.alerts().routes(),
                            context.clock());
            for (AlertRoute route : wanted(name)) {
                tests.add(tester.test(route));
            }
        }
        return new Receipts(context.alerts().routes(), context.clock()).await(tests, patience);
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
