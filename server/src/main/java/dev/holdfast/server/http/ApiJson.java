package dev.holdfast.server.http;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// JSON as `--json` writes it on the command line: records as they are, enum constants in lower
/// case with dashes, times in ISO 8601, what is not known as `null`.
public final class ApiJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new SimpleModule().addSerializer(new LowerCaseEnums()))
                    .changeDefaultVisibility(visibility ->
                            visibility.withVisibility(
                                    PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE))
                    .build();

    private ApiJson() {}

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// A request's body; `USAGE` when it is no JSON object.
    public static JsonNode object(byte[] body) {
        try {
            JsonNode read = MAPPER.readTree(body);
            if (read.isObject()) {
                return read;
            }
        } catch (JacksonException e) {
            throw notAnObject(e);
        }
        throw notAnObject(null);
    }

    /// What was kept as text, such as the details of a journal entry.
    public static JsonNode stored(String json) {
        return MAPPER.readTree(json);
    }

    private static HoldfastException notAnObject(@Nullable Exception e) {
        return new HoldfastException(
                new Problem(
                        ProblemCode.USAGE,
                        "the body is not a JSON object",
                        "see /api/v1/openapi.json"),
                e);
    }

    @SuppressWarnings({"rawtypes", "serial"}) // Jackson's own signature for serialising all enums
    private static final class LowerCaseEnums extends StdSerializer<Enum> {
        LowerCaseEnums() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}
