package dev.holdfast.server.api;

import dev.holdfast.server.access.Gate;
import dev.holdfast.server.access.SessionRoutes;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The OpenAPI description (3.1) of the routes that are served, made from those routes.
final class OpenApi {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final String ABOUT =
            "Send a token with each request (Authorization: Bearer …), or log in at "
                    + SessionRoutes.PATH
                    + " and repeat the session's csrf in "
                    + Gate.CSRF_HEADER
                    + " with each change. Work that takes its time answers 202 with a Location."
                    + " Failures are problem+json (RFC 9457). Events: /api/v1/events.";

    private final String version;
    private final List<Route> routes;
    private final Schemas schemas = new Schemas();

    OpenApi(String version, List<Route> routes) {
        this.version = version;
        this.routes = routes;
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Holdfast", "version", version, "description", ABOUT));
        document.put("paths", paths());
        document.put(
                "components",
                Map.of(
                        "schemas", schemas.named(),
                        "securitySchemes",
                                Map.of("token", Map.of("type", "http", "scheme", "bearer"))));
        document.put("security", List.of(Map.of("token", List.of())));
        return document;
    }

    private Map<String, Map<String, Object>> paths() {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path(), _ -> new TreeMap<>())
                    .put(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        return paths;
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", route.summary());
        operation.put("description", "Needs the role " + route.role().word() + ".");
        operation.put("parameters", parameters(route));
        if (route.method().equals(HandlerType.POST)) {
            operation.put("requestBody", json(Map.of("type", "object")));
        }
        boolean accepted = route.answers().equals(Accepted.class);
        Map<String, Object> answer = new LinkedHashMap<>(content(route.answers()));
        answer.put("description", accepted ? "it has begun; Location says where" : "the answer");
        operation.put("responses", Map.of(accepted ? "202" : "200", answer));
        return operation;
    }

    private Map<String, Object> content(Class<?> answers) {
        return answers.equals(Download.class)
                ? Map.of("content", Map.of("application/sql", Map.of()))
                : json(schemas.of(answers));
    }

    private static Map<String, Object> json(Map<String, Object> schema) {
        return Map.of("content", Map.of("application/json", Map.of("schema", schema)));
    }

    private static List<Map<String, Object>> parameters(Route route) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        Matcher inPath = PARAMETER.matcher(route.path());
        while (inPath.find()) {
            parameters.add(parameter(inPath.group(1), "path"));
        }
        route.parameters().forEach(name -> parameters.add(parameter(name, "query")));
        return parameters;
    }

    private static Map<String, Object> parameter(String name, String in) {
        return Map.of(
                "name",
                name,
                "in",
                in,
                "required",
                in.equals("path"),
                "schema",
                Map.of("type", "string"));
    }
}
