package dev.holdfast.server.api;

import dev.holdfast.core.access.Role;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.server.access.Caller;
import dev.holdfast.server.access.Gate;
import dev.holdfast.server.http.Routes;
import dev.holdfast.server.live.Hub;
import dev.holdfast.server.live.Hub.Message;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/v1/events`: server-sent events, as long as somebody listens and may.
public final class EventRoutes implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(EventRoutes.class);
    private static final long QUIET_SECONDS = 10;
    private static final String PING = ":\n\n";
    private static final String EXPIRED = "event: expired\ndata: {}\n\n";

    private final Gate gate;
    private final Hub hub;

    public EventRoutes(Gate gate, Hub hub) {
        this.gate = gate;
        this.hub = hub;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/events", this::stream);
    }

    private void stream(Context http) throws InterruptedException {
        Caller caller = gate.admit(http, Role.VIEWER);
        try (Hub.Listener listener = hub.listen().orElseThrow(EventRoutes::tooMany)) {
            http.disableCompression();
            http.res().setContentType("text/event-stream");
            http.res().setCharacterEncoding("UTF-8");
            OutputStream out = http.res().getOutputStream();
            write(out, PING);
            while (listener.isOpen()) {
                Optional<Message> message = listener.next(QUIET_SECONDS);
                if (!gate.stillHolds(caller)) {
                    write(out, EXPIRED);
                    return;
                }
                write(out, message.map(EventRoutes::text).orElse(PING));
            }
        } catch (IOException e) {
            LOG.debug("whoever listened went away", e);
        }
    }

    private static String text(Message message) {
        return "event: " + message.name() + "\ndata: " + message.data() + "\n\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static HoldfastException tooMany() {
        return new HoldfastException(
                ProblemCode.SERVER_BUSY, "too many consoles listen already", "close one of them");
    }
}
