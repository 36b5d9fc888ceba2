package dev.holdfast.core.operation;

import dev.holdfast.core.secret.Secret;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// Requests and results as JSON, for the journal. A secret in them shows its origin only.
final class RequestJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Secret.class, ToStringSerializer.instance))
                    .build();

    private RequestJson() {}

    static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static String object(String name, String value) {
        return of(Map.of(name, value));
    }
}
