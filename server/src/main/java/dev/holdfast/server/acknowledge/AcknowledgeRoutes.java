package dev.holdfast.server.acknowledge;

import dev.holdfast.core.alert.Alert;
import dev.holdfast.core.alert.AlertLink;
import dev.holdfast.core.journal.NewEntry;
import dev.holdfast.practices.monitor.Alerts;
import dev.holdfast.practices.monitor.alert.LinkedChannel;
import dev.holdfast.server.http.ApiJson;
import dev.holdfast.server.http.Routes;
import dev.holdfast.server.workshop.Workshop;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What the link in an alert leads to. It needs no login: who got the message has its token, which
/// can do nothing else. Looking at the page changes nothing, since mail scanners and chats look at
/// every link; its button does.
public final class AcknowledgeRoutes implements Routes {
    private static final String PATH = LinkedChannel.PATH + "{token}";

    private final Supplier<Workshop> workshop;
    private final InstantSource clock;

    public AcknowledgeRoutes(Supplier<Workshop> workshop, InstantSource clock) {
        this.workshop = workshop;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::show);
        routes.post(PATH, this::acknowledge);
    }

    private void show(Context http) {
        Alerts alerts = workshop.get().alerts();
        Optional<AlertLink> link = alerts.link(http.pathParam("token"));
        if (link.isEmpty()) {
            unknown(http);
            return;
        }
        List<String> lines = lines(alerts, link.get());
        AcknowledgePage.answer(
                http,
                200,
                link.get().received().isPresent()
                        ? AcknowledgePage.thanks(lines)
                        : AcknowledgePage.question(lines));
    }

    private void acknowledge(Context http) {
        Workshop now = workshop.get();
        Alerts alerts = now.alerts();
        Optional<AlertLink> link = alerts.link(http.pathParam("token"));
        if (link.isEmpty()) {
            unknown(http);
            return;
        }
        if (alerts.received(link.get())) {
            journal(now, link.get(), alerts, http);
        }
        AcknowledgePage.answer(http, 200, AcknowledgePage.thanks(lines(alerts, link.get())));
    }

    private static void unknown(Context http) {
        AcknowledgePage.answer(http, 404, AcknowledgePage.unknown());
    }

    private static List<String> lines(Alerts alerts, AlertLink link) {
        if (link.alerts().isEmpty()) {
            return List.of("A test of route " + link.route() + "; nothing is wrong.");
        }
        return alerts.of(link).stream().map(AcknowledgeRoutes::line).toList();
    }

    private static String line(Alert alert) {
        return "%s %s of %s: %s"
                .formatted(
                        alert.resolved().isPresent() ? "over:" : alert.state().word(),
                        alert.check(),
                        alert.database(),
                        alert.message());
    }

    private void journal(Workshop now, AlertLink link, Alerts alerts, Context http) {
        String subject =
                alerts.of(link).stream()
                        .map(each -> each.check() + " " + each.database())
                        .collect(Collectors.joining(", "));
        now.journal()
                .append(
                        new NewEntry(
                                clock.instant(),
                                "link:" + link.route(),
                                "monitor ack",
                                subject.isEmpty() ? "test of " + link.route() : subject,
                                Optional.empty(),
                                "done",
                                ApiJson.text(Map.of("address", http.ip()))));
    }
}
