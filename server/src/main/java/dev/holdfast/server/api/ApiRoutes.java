package dev.holdfast.server.api;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.monitor.watch.WatchView;
import dev.holdfast.server.access.Caller;
import dev.holdfast.server.access.Gate;
import dev.holdfast.server.http.ApiJson;
import dev.holdfast.server.http.Routes;
import dev.holdfast.server.live.Overview;
import dev.holdfast.server.workshop.Workshop;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Serves every [Route], each behind the gate.
public final class ApiRoutes implements Routes, AutoCloseable {
    private final Gate gate;
    private final Supplier<Workshop> workshop;
    private final RescueRoutes rescues;
    private final List<Route> routes = new ArrayList<>();

    /// What answers are made with.
    ///
    /// @param watch what the daemon itself found last
    /// @param version of Holdfast
    public record Sources(
            Overview overview, Supplier<WatchView> watch, InstantSource clock, String version) {}

    public ApiRoutes(Gate gate, Supplier<Workshop> workshop, Sources sources) {
        this.gate = gate;
        this.workshop = workshop;
        InstantSource clock = sources.clock();
        this.rescues = new RescueRoutes(clock);
        routes.addAll(new EstateRoutes(sources.version(), clock).all());
        routes.addAll(new BackupRoutes(sources.overview()).all());
        routes.addAll(new BranchRoutes(clock).all());
        routes.addAll(rescues.all());
        routes.addAll(new OperationRoutes().all());
        routes.addAll(new JournalRoutes().all());
        routes.addAll(new FindingRoutes(workshop, sources.watch(), clock).all());
        routes.addAll(new AlertRoutes(clock).all());
        routes.addAll(new MeasureRoutes(clock).all());
        OpenApi description = new OpenApi(sources.version(), List.copyOf(routes));
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

    private void serve(Route route, Context http) throws IOException {
        Caller caller = gate.admit(http, route.role());
        Object answer = answer(route, new Call(http, caller, workshop.get()));
        switch (answer) {
            case Download download -> send(http, download);
            case Accepted accepted -> {
                http.status(202).header("Location", accepted.location());
                json(http, accepted);
            }
            default -> json(http, answer);
        }
    }

    private static void json(Context http, Object answer) {
        http.contentType("application/json").result(ApiJson.bytes(answer));
    }

    private static void send(Context http, Download download) throws IOException {
        http.contentType(download.type())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"%s\"".formatted(download.name()));
        download.content().writeTo(http.outputStream());
    }

    /// Values of rows do not outlive the daemon.
    @Override
    public void close() {
        rescues.close();
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
