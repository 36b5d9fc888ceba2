package dev.holdfast.server;

import dev.holdfast.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// `/healthz`: whether the daemon still looks around. Needs no login and says nothing else.
final class Pulse implements Routes {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private volatile Instant last;

    Pulse(InstantSource clock) {
        this.clock = clock;
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
        boolean well = last.plus(SILENCE).isAfter(clock.instant());
        http.status(well ? 200 : 503)
                .contentType("application/json")
                .result("{\"state\":\"" + (well ? "well" : "stalled") + "\"}");
    }
}
