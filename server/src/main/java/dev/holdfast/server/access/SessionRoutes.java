package dev.holdfast.server.access;

import dev.holdfast.core.access.Role;
import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.NewEntry;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.server.http.ApiJson;
import dev.holdfast.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Login and logout of the console; the journal tells of each, also of those that were refused.
public final class SessionRoutes implements Routes {
    public static final String PATH = "/api/v1/session";

    private final Gate gate;
    private final Supplier<Journal> journal;
    private final InstantSource clock;

    /// @param csrf to be sent in the header [Gate#CSRF_HEADER] with each change
    /// @param ends when it ends unless it is used before
    public record View(String name, Role role, String csrf, Instant ends) {}

    public SessionRoutes(Gate gate, Supplier<Journal> journal, InstantSource clock) {
        this.gate = gate;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, this::login);
        routes.get(PATH, this::show);
        routes.delete(PATH, this::logout);
    }

    private void login(Context http) {
        String secret = ApiJson.object(http.bodyAsBytes()).path("token").asString("");
        try {
            Session session = gate.login(http, secret);
            journal(http, session.token().name(), "done");
            SessionCookie.set(http, session.id());
            answer(http, session);
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.LOGIN_NEEDED)) { // the others come as often as somebody likes
                journal(http, "unknown", "refused");
            }
            throw e;
        }
    }

    private void show(Context http) {
        gate.admit(http, Role.VIEWER).session().ifPresent(session -> answer(http, session));
    }

    private void logout(Context http) {
        gate.admit(http, Role.VIEWER);
        gate.logout(http);
        SessionCookie.clear(http);
        http.status(204);
    }

    private static void answer(Context http, Session session) {
        View view =
                new View(
                        session.token().name(),
                        session.token().role(),
                        session.csrf(),
                        session.ends());
        http.contentType("application/json").result(ApiJson.bytes(view));
    }

    private void journal(Context http, String name, String outcome) {
        journal.get()
                .append(
                        new NewEntry(
                                clock.instant(),
                                "token:" + name,
                                "console login",
                                "console",
                                Optional.empty(),
                                outcome,
                                ApiJson.text(Map.of("address", http.ip()))));
    }
}
