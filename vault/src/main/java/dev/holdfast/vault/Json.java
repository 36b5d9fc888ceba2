package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.vault.pipeline.DamagedData;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The JSON of the vault: names as in the records, LSNs as PostgreSQL writes them, times in ISO
/// form; unknown fields are passed over, so that a later version may add some.
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Lsn.class, new LsnWriter())
                                    .addDeserializer(Lsn.class, new LsnReader()))
                    .build();

    private Json() {}

    static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /// @throws DamagedData when `json` is not a `type`
    static <T> T read(byte[] json, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new DamagedData("it is empty");
            }
            return value;
        } catch (JacksonException | NullPointerException | IllegalArgumentException e) {
            throw new DamagedData("it is not the JSON that belongs here", e);
        }
    }

    private static final class LsnWriter extends ValueSerializer<Lsn> {
        @Override
        public void serialize(Lsn value, JsonGenerator target, SerializationContext context) {
            target.writeString(value.toString());
        }
    }

    private static final class LsnReader extends ValueDeserializer<Lsn> {
        @Override
        public Lsn deserialize(JsonParser source, DeserializationContext context) {
            return Lsn.parse(source.getValueAsString(""));
        }
    }
}
