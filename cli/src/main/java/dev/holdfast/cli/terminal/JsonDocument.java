package dev.holdfast.cli.terminal;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The one JSON document of a command that was called with `--json`. Records are written as they
/// are: their components' names are what scripts rely on. Enum constants are written in lower case
/// with dashes, times in ISO 8601, and what is not known as `null`.
public final class JsonDocument {
    private JsonDocument() {}

    public static String of(Object document) {
        return Mapper.JSON.writeValueAsString(document);
    }

    /// JSON that is put into a document as it is.
    public static Object parse(String json) {
        return Mapper.JSON.readTree(json);
    }

    private static final class Mapper {
        static final JsonMapper JSON =
                JsonMapper.builder()
                        .addModule(new SimpleModule().addSerializer(new LowerCaseEnums()))
                        .changeDefaultVisibility(visibility ->
                                visibility.withVisibility(
                                        PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE))
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build();
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
