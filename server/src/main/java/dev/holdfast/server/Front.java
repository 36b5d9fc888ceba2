package dev.holdfast.server;

import dev.holdfast.practices.monitor.watch.WatchView;
import dev.holdfast.server.access.Gate;
import dev.holdfast.server.access.SessionRoutes;
import dev.holdfast.server.acknowledge.AcknowledgeRoutes;
import dev.holdfast.server.api.ApiRoutes;
import dev.holdfast.server.api.EventRoutes;
import dev.holdfast.server.console.ConsoleRoutes;
import dev.holdfast.server.http.HttpServer;
import dev.holdfast.server.http.Listening;
import dev.holdfast.server.live.Hub;
import dev.holdfast.server.live.LiveWatch;
import dev.holdfast.server.live.Overview;
import dev.holdfast.server.live.RunningSteps;
import dev.holdfast.server.metrics.MetricsRoutes;
import dev.holdfast.server.workshop.Workshop;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// The API and the console of one daemon, from their start to their end.
final class Front implements AutoCloseable {
    private final Hub hub = new Hub();
    private final LiveWatch watch;
    private final ApiRoutes api;
    private final HttpServer server;

    /// What the daemon lends them.
    ///
    /// @param workshop asked anew for each request
    /// @param steps hears what runs in this process
    /// @param watch how everything that is watched stands
    record House(
            Supplier<Workshop> workshop,
            RunningSteps steps,
            Supplier<WatchView> watch,
            Pulse pulse,
            InstantSource clock,
            SecureRandom random,
            String version) {}

    private Front(Listening listening, House house) {
        Supplier<Workshop> workshop = house.workshop();
        InstantSource clock = house.clock();
        Gate gate = new Gate(() -> workshop.get().tokens(), clock, house.random());
        Overview overview = new Overview(workshop, clock);
        watch = new LiveWatch(workshop, overview, house.steps(), hub, clock);
        api =
                new ApiRoutes(
                        gate,
                        workshop,
                        new ApiRoutes.Sources(overview, house.watch(), clock, house.version()));
        server =
                HttpServer.listen(
                        listening,
                        List.of(
                                house.pulse(),
                                new SessionRoutes(gate, () -> workshop.get().journal(), clock),
                                api,
                                new EventRoutes(gate, hub),
                                new MetricsRoutes(gate, house.watch(), house.version()),
                                new AcknowledgeRoutes(workshop, clock),
                                new ConsoleRoutes()));
    }

    static Front open(Listening listening, House house) {
        Front front = new Front(listening, house);
        front.watch.start();
        return front;
    }

    /// For a browser.
    String address() {
        return server.address();
    }

    @Override
    public void close() {
        watch.close();
        hub.close();
        server.close();
        api.close();
    }
}
