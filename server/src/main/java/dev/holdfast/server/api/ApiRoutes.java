package dev.holdfast.server.api;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.server.access.Caller;
import dev.holdfast.server.access.Gate;
import dev.holdfast.server.http.ApiJson;
import dev.holdfast.server.http.Routes;
import dev.holdfast.server.live.Overview;
import dev.holdfast.server.workshop.Workshop;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Serves every [Route], each behind the gate.
public final class ApiRoutes implements Routes {
    private final Gate gate;
    private final Supplier<Workshop> workshop;
    private final List<Route> routes = new ArrayList<>();

    /// @param version of Holdfast
    public ApiRoutes(
            Gate gate,
            Supplier<Workshop> workshop,
            Overview overview,
            InstantSource clock,
            String version) {
        this.gate = gate;
        this.workshop = workshop;
        routes.addAll(new EstateRoutes(version, clock).all());
        routes.addAll(new BackupRoutes(overview).all());
        routes.addAll(new OperationRoutes().all());
        routes.addAll(new JournalRoutes().all());
        routes.addAll(new FindingRoutes(workshop, clock).all());
        OpenApi description = new OpenApi(version, List.copyOf(routes));
        routes.add(
                Route.get(
                        "/api/v1/openapi.json",
                        "This description",
                        Object.class,
                        _ -> description.document()));
    }

    @Override
    public void addTo(RoutesConfig config) {
        routes.forEach(route ->
                config.addHttpHandler(route.method(), route.path(), http -> serve(route, http)));
    }

    private void serve(Route route, Context http) {
        Caller caller = gate.admit(http, route.role());
        Object answer = answer(route, new Call(http, caller, workshop.get()));
        if (answer instanceof Accepted accepted) {
            http.status(202).header("Location", accepted.location());
        }
        http.contentType("application/json").result(ApiJson.bytes(answer));
    }

    private static Object answer(Route route, Call call) {
        try {
            return route.answering().to(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HoldfastException(
                    ProblemCode.DAEMON_LOST, "the daemon is ending", "holdfast serve", e);
        }
    }
}
