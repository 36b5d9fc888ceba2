package dev.holdfast.server.api;

import dev.holdfast.core.alert.Silence;
import dev.holdfast.core.estate.option.Quantities;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.monitor.AlertList;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Problems that people were told of: acknowledged and silenced, by whoever the token names.
final class AlertRoutes {
    private static final String EVERY = "*";

    private final InstantSource clock;

    AlertRoutes(InstantSource clock) {
        this.clock = clock;
    }

    List<Route> all() {
        return List.of(
                Route.get(
                        "/api/v1/alerts",
                        "Problems, open and past, and silences",
                        AlertList.class,
                        call -> call.workshop().alerts().list()),
                Route.post(
                        "/api/v1/alerts/acknowledge",
                        "Somebody is at it: check, database; nobody is reminded then",
                        AlertList.class,
                        this::acknowledge),
                Route.post(
                        "/api/v1/silences",
                        "Nobody is told for a while: check, database (each a name or *), for, reason",
                        Silence.class,
                        this::silence),
                Route.post(
                        "/api/v1/silences/{id}/end",
                        "Ends a silence before its time",
                        AlertList.class,
                        this::end));
    }

    private AlertList acknowledge(Call call) {
        JsonNode body = call.body();
        String check = Call.text(body, "check").orElseThrow(() -> missing("check"));
        String database = database(call, body);
        byCaller(call, () -> call.workshop().alerts().acknowledge(check, database));
        call.journal("monitor ack", check + " " + database, clock.instant());
        return call.workshop().alerts().list();
    }

    private Silence silence(Call call) {
        JsonNode body = call.body();
        String check = Call.text(body, "check").orElse(EVERY);
        String database = database(call, body);
        Duration length =
                Call.text(body, "for")
                        .flatMap(Quantities::duration)
                        .orElseThrow(() -> missing("for"));
        String reason = Call.text(body, "reason").orElseThrow(() -> missing("reason"));
        Silence made =
                byCaller(
                        call,
                        () -> call.workshop().alerts().silence(check, database, length, reason));
        call.journal("monitor silence", check + " " + database, clock.instant());
        return made;
    }

    private AlertList end(Call call) {
        long id = Call.number("id", call.path("id"));
        if (!call.workshop().alerts().endSilence(id)) {
            throw new HoldfastException(
                    ProblemCode.PAGE_UNKNOWN, "there is no silence " + id, "see /api/v1/alerts");
        }
        call.journal("monitor silence end", Long.toString(id), clock.instant());
        return call.workshop().alerts().list();
    }

    private static <T> T byCaller(Call call, Supplier<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        call.asCaller(() -> result.set(work.get()));
        return result.get();
    }

    private static String database(Call call, JsonNode body) {
        return Call.text(body, "database")
                .filter(name -> !name.equals(EVERY))
                .map(name -> call.workshop().estate().deployment(name).label())
                .orElse(EVERY);
    }

    private static HoldfastException missing(String field) {
        return new HoldfastException(
                ProblemCode.USAGE,
                "'" + field + "' is missing, or cannot be read",
                "write {\"check\": \"connections\", \"database\": \"shop\", \"for\": \"2 h\","
                        + " \"reason\": \"upgrade\"}");
    }
}
