package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.alert.RouteTest;
import dev.holdfast.core.estate.AlertRoute;
import dev.holdfast.core.estate.AlertRoute.DeadMan;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.health.Amounts;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether people would be told: a route that does not take what is sent, or that nobody has tested
/// for a month, is a finding itself.
final class RouteChecks {
    static final String NAME = "alert-routes";

    private static final Duration UNTAKEN = Duration.ofMinutes(5);
    private static final Duration TESTED = Duration.ofDays(30);

    private final MonitorContext context;
    private final Instant now;

    private record Complaint(Health state, String message, String hint) {}

    RouteChecks(MonitorContext context) {
        this.context = context;
        this.now = context.clock().instant();
    }

    List<CheckResult> results() {
        if (context.estate().deployments().stream().noneMatch(Deployment::isWatched)) {
            return List.of();
        }
        List<Complaint> complaints = new ArrayList<>();
        List<AlertRoute> routes =
                context.estate().alerts().stream()
                        .filter(each -> !(each.target() instanceof DeadMan))
                        .toList();
        if (routes.isEmpty()) {
            complaints.add(
                    new Complaint(
                            Health.WARNING,
                            "nobody would be told: no route is declared",
                            "declare one under alerts: (docs/how-to/know-right-away.md)"));
        }
        routes.forEach(route -> complaint(route).ifPresent(complaints::add));
        return List.of(result(complaints, routes.size()));
    }

    private Optional<Complaint> complaint(AlertRoute route) {
        String hint = "holdfast monitor alert-test " + route.name();
        Optional<Instant> waiting =
                context.alerts()
                        .waitingSince(route.name())
                        .filter(since -> since.plus(UNTAKEN).isBefore(now));
        if (waiting.isPresent()) {
            return Optional.of(
                    new Complaint(
                            Health.CRITICAL,
                            "route %s has taken nothing for %s"
                                    .formatted(route.name(), age(waiting.get())),
                            hint));
        }
        return untested(route).map(why -> new Complaint(Health.WARNING, why, hint));
    }

    /// What a person confirmed is better than any test.
    private Optional<String> untested(AlertRoute route) {
        Optional<RouteTest> test =
                context.alerts().routes().tests().stream()
                        .filter(each -> each.route().equals(route.name()))
                        .findFirst();
        if (test.isPresent() && !test.get().isAccepted()) {
            return Optional.of(
                    "the last test of route " + route.name() + " failed: " + test.get().problem());
        }
        Optional<Instant> known =
                Stream.of(
                                test.map(RouteTest::at),
                                context.alerts().routes().receivedAt(route.name()))
                        .flatMap(Optional::stream)
                        .max(Comparator.naturalOrder());
        if (known.isEmpty()) {
            return Optional.of("route " + route.name() + " was never tested");
        }
        return known.get().plus(TESTED).isBefore(now)
                ? Optional.of(
                        "route %s was last tested %s ago".formatted(route.name(), age(known.get())))
                : Optional.empty();
    }

    private long confirmed() {
        return context.estate().alerts().stream()
                .filter(each -> context.alerts().routes().receivedAt(each.name()).isPresent())
                .count();
    }

    private String age(Instant since) {
        return Amounts.wholeSeconds(Duration.between(since, now));
    }

    private CheckResult result(List<Complaint> complaints, int routes) {
        Health state =
                complaints.stream()
                        .map(Complaint::state)
                        .reduce(Health.OK, (one, two) -> one.isWorseThan(two) ? one : two);
        return new CheckResult(
                NAME,
                context.estate().name(),
                state,
                Optional.of((double) complaints.size()),
                complaints.isEmpty()
                        ? "%d routes take what is sent and were tested; %d were confirmed by a person"
                                .formatted(routes, confirmed())
                        : String.join("; ", complaints.stream().map(Complaint::message).toList()),
                complaints.isEmpty() ? "" : complaints.getFirst().hint(),
                Unit.COUNT,
                0);
    }
}
