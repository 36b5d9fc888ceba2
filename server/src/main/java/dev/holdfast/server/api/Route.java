package dev.holdfast.server.api;

import dev.holdfast.core.access.Role;
import io.javalin.http.HandlerType;
import java.util.List;

/// One thing that can be asked.
///
/// @param path with parameters in braces
/// @param parameters of the query, each optional
/// @param answers the record that comes back as JSON
record Route(
        HandlerType method,
        String path,
        Role role,
        String summary,
        List<String> parameters,
        Class<?> answers,
        Answering answering) {
    Route {
        parameters = List.copyOf(parameters);
    }

    interface Answering {
        Object to(Call call) throws InterruptedException;
    }

    static Route get(String path, String summary, Class<?> answers, Answering answering) {
        return new Route(
                HandlerType.GET, path, Role.VIEWER, summary, List.of(), answers, answering);
    }

    static Route post(String path, String summary, Class<?> answers, Answering answering) {
        return new Route(
                HandlerType.POST, path, Role.OPERATOR, summary, List.of(), answers, answering);
    }

    /// The same for fewer people.
    Route needs(Role other) {
        return new Route(method, path, other, summary, parameters, answers, answering);
    }

    Route with(String... parameters) {
        return new Route(method, path, role, summary, List.of(parameters), answers, answering);
    }
}
