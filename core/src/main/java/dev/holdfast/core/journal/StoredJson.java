package dev.holdfast.core.journal;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON that was kept as text, such as a request or the details of an entry.
public final class StoredJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private StoredJson() {}

    public static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }
}
