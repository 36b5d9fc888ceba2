package dev.holdfast.practices.monitor.alert;

import dev.holdfast.core.alert.AlertStore;
import dev.holdfast.core.alert.Notice;
import dev.holdfast.core.alert.Notice.Kind;
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
import java.util.function.Supplier;

/// Really sends on a route, and keeps what came of it.
public final class RouteTester {
    private final Estate estate;
    private final Function<AlertRoute, Channel> channels;
    private final AlertStore store;
    private final InstantSource clock;
    private final Supplier<String> tokens;

    /// @param tokens makes what nobody can guess
    public RouteTester(
            Estate estate,
            Function<AlertRoute, Channel> channels,
            AlertStore store,
            InstantSource clock,
            Supplier<String> tokens) {
        this.estate = estate;
        this.channels = channels;
        this.store = store;
        this.clock = clock;
        this.tokens = tokens;
    }

    public RouteTest test(AlertRoute route) throws InterruptedException {
        Instant now = clock.instant();
        String token = tokens.get();
        RouteTest test = new RouteTest(route.name(), now, true, "", token, Optional.empty());
        try {
            channels.apply(route).send(new Message(estate.name(), List.of(notice(route, now))));
        } catch (HoldfastException e) {
            test =
                    new RouteTest(
                            route.name(),
                            now,
                            false,
                            e.problem().message(),
                            token,
                            Optional.empty());
        }
        store.tested(test);
        return test;
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
                "nothing to do: it arrived",
                now,
                now,
                0,
                now,
                Optional.empty());
    }
}
