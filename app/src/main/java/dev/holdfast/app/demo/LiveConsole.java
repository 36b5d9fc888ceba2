package dev.holdfast.app.demo;

import dev.holdfast.cli.workplace.Place;
import dev.holdfast.cli.workplace.Serving;
import dev.holdfast.cli.workplace.Session;
import dev.holdfast.cli.workplace.Workplace;
import dev.holdfast.core.access.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The end of the tour: its estate, alive in the console, until an interrupt.
final class LiveConsole {
    private static final int USUAL_PORT = 7480;
    private static final Duration A_DAY = Duration.ofDays(1);

    private final Workplace workplace;
    private final Place place;
    private final Narrator narrator;

    LiveConsole(Workplace workplace, Place place, Narrator narrator) {
        this.workplace = workplace;
        this.place = place;
        this.narrator = narrator;
    }

    /// @param say takes what the daemon tells
    void serve(Production production, Consumer<String> say) {
        String listen = "127.0.0.1:" + freePort();
        narrator.aside("");
        narrator.aside("It is alive in the console until you press Ctrl-C:");
        narrator.aside("    http://" + listen + "/#token=" + token());
        narrator.aside("Production runs at " + production.server().url(Stage.DATABASE));
        narrator.aside("");
        workplace.serve(
                place,
                new Serving(listen, Optional.empty(), Optional.empty(), List.of(), false),
                say);
        narrator.aside("Production was stopped.");
    }

    private String token() {
        try (Session session = workplace.open(place)) {
            return session.tokens().create("demo", Role.ADMIN, Optional.of(A_DAY)).secret();
        }
    }

    /// The usual one where nobody has it.
    private static int freePort() {
        try {
            return bind(USUAL_PORT);
        } catch (IOException taken) {
            try {
                return bind(0);
            } catch (IOException e) {
                throw Deviation.of("no port is free: " + e.getMessage(), "ss -ltn", e);
            }
        }
    }

    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
