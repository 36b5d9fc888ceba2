package dev.holdfast.server.api;

import dev.holdfast.core.journal.NewEntry;
import dev.holdfast.core.operation.Actor;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.server.access.Caller;
import dev.holdfast.server.http.ApiJson;
import dev.holdfast.server.workshop.Workshop;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One request of somebody who was admitted.
record Call(Context http, Caller caller, Workshop workshop) {
    private static final int MOST_LISTED = 1_000;
    private static final int USUALLY_LISTED = 100;

    String path(String name) {
        return http.pathParam(name);
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(http.queryParam(name)).filter(text -> !text.isBlank());
    }

    /// A field of a body; empty when it is not there, or blank.
    static Optional<String> text(JsonNode body, String name) {
        return Optional.of(body.path(name).asString("").strip()).filter(text -> !text.isEmpty());
    }

    /// Remembers what whoever calls did that is no operation.
    void journal(String kind, String subject, Instant at) {
        asCaller(() ->
                workshop.journal()
                        .append(
                                new NewEntry(
                                        at,
                                        Actor.current(),
                                        kind,
                                        subject,
                                        Optional.empty(),
                                        "done",
                                        "{}")));
    }

    /// What `work` journals names whoever calls.
    void asCaller(Runnable work) {
        Actor.runAs(caller.token().name(), work);
    }

    JsonNode body() {
        return ApiJson.object(http.bodyAsBytes());
    }

    int limit() {
        return query("limit")
                .map(text -> Math.clamp(number("limit", text), 1, MOST_LISTED))
                .orElse(USUALLY_LISTED);
    }

    static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "'" + name + "' is not a number",
                    "see /api/v1/openapi.json");
        }
    }
}
