package dev.holdfast.practices.monitor.alert;

import dev.holdfast.core.alert.Notice;
import dev.holdfast.core.alert.Notice.Kind;
import dev.holdfast.core.alert.RouteStore;
import dev.holdfast.core.alert.RouteTest;
import dev.holdfast.core.estate.AlertRoute;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.problem.HoldfastException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Really sends on a route, and keeps what came of it.
public final class RouteTester {
    private final Estate estate;
    private final Function<AlertRoute, Channel> channels;
    private final RouteStore store;
    private final InstantSource clock;

    public RouteTester(
            Estate estate,
            Function<AlertRoute, Channel> channels,
            RouteStore store,
            InstantSource clock) {
        this.estate = estate;
        this.channels = channels;
        this.store = store;
        this.clock = clock;
    }

    public RouteTest test(AlertRoute route) throws InterruptedException {
        Instant now = clock.instant();
        String problem = send(route, now);
        RouteTest test =
                new RouteTest(
                        route.name(),
                        now,
                        problem.isEmpty(),
                        problem,
                        store.receivedAt(route.name()));
        store.tested(test);
        return test;
    }

    /// @return why it was not taken; empty when it was
    private String send(AlertRoute route, Instant now) throws InterruptedException {
        try {
            channels.apply(route).send(Message.of(estate.name(), List.of(notice(route, now))));
            return "";
        } catch (HoldfastException e) {
            return e.problem().message();
        }
    }

    private Notice notice(AlertRoute route, Instant now) {
        return new Notice(
                0,
                route.name(),
                Kind.TEST,
                "test",
                estate.name(),
                "alert-test",
                Health.WARNING,
                "this is a test of route " + route.name() + "; nothing is wrong",
                "say that it arrived: follow the link, where there is one",
                now,
                now,
                0,
                now,
                Optional.empty());
    }
}
