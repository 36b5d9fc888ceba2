package dev.holdfast.server;

import dev.holdfast.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/// `/healthz`: whether the daemon still looks around, and its watch too. Needs no login and says
/// nothing else.
final class Pulse implements Routes {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final BooleanSupplier watch;
    private volatile Instant last;

    /// @param watch whether everything that recurs in it still does
    Pulse(InstantSource clock, BooleanSupplier watch) {
        this.clock = clock;
        this.watch = watch;
        this.last = clock.instant();
    }

    void beat() {
        last = clock.instant();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/healthz", this::answer);
    }

    private void answer(Context http) {
        boolean well = last.plus(SILENCE).isAfter(clock.instant()) && watch.getAsBoolean();
        http.status(well ? 200 : 503)
                .contentType("application/json")
                .result("{\"state\":\"" + (well ? "well" : "stalled") + "\"}");
    }
}
