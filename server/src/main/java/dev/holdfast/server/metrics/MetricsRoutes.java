package dev.holdfast.server.metrics;

import dev.holdfast.core.access.Role;
import dev.holdfast.practices.monitor.export.PrometheusText;
import dev.holdfast.practices.monitor.watch.WatchView;
import dev.holdfast.server.access.Gate;
import dev.holdfast.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.Supplier;

/// `/metrics`: how everything that is watched stands, for whoever has a viewer's token.
public final class MetricsRoutes implements Routes {
    private final Gate gate;
    private final Supplier<WatchView> watch;
    private final String version;

    /// @param version of Holdfast
    public MetricsRoutes(Gate gate, Supplier<WatchView> watch, String version) {
        this.gate = gate;
        this.watch = watch;
        this.version = version;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/metrics", this::answer);
    }

    private void answer(Context http) {
        gate.admit(http, Role.VIEWER);
        http.contentType(PrometheusText.CONTENT_TYPE)
                .result(PrometheusText.of(watch.get(), version));
    }
}
