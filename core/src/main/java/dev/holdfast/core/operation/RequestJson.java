package dev.holdfast.core.operation;

import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// Requests and results as JSON, for the journal. A secret in them shows its origin only.
final class RequestJson {
    private static final int SUMMARY_TEXT = 200;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Secret.class, ToStringSerializer.instance)
                                    .addSerializer(Path.class, ToStringSerializer.instance))
                    .build();

    private RequestJson() {}

    static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static String object(String name, String value) {
        return of(Map.of(name, value));
    }

    static String started(String request) {
        return MAPPER.createObjectNode().set("request", MAPPER.readTree(request)).toString();
    }

    static String ended(Duration took, Optional<String> result, Optional<Problem> problem) {
        ObjectNode details = MAPPER.createObjectNode();
        details.put("seconds", took.toMillis() / 1000.0);
        result.ifPresent(json -> details.set("result", summary(MAPPER.readTree(json))));
        problem.ifPresent(it -> details.put("code", it.code().code()).put("message", it.message()));
        return details.toString();
    }

    /// The short values of a result; of a list only how long it is.
    private static JsonNode summary(JsonNode result) {
        ObjectNode summary = MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> property : result.properties()) {
            JsonNode value = property.getValue();
            if (value.isArray()) {
                summary.put(property.getKey(), value.size());
            } else if (value.isValueNode() && value.asString().length() <= SUMMARY_TEXT) {
                summary.set(property.getKey(), value);
            }
        }
        return summary;
    }
}
