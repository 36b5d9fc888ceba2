package dev.holdfast.core.estate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/// The language of `holdfast.yaml` as JSON Schema, for editors.
public final class EstateSchema {
    private EstateSchema() {}

    /// JSON Schema 2020-12, ending with a line break.
    public static String json(List<StorageType<?>> storageTypes) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "holdfast.yaml");
        schema.putAll(new EstateOptions(new StorageTypes(storageTypes)).type().schema());
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return JsonMapper.builder()
                        .build()
                        .writer()
                        .with(
                                new DefaultPrettyPrinter()
                                        .withObjectIndenter(lines)
                                        .withArrayIndenter(lines))
                        .writeValueAsString(sorted(schema))
                + "\n";
    }

    /// Maps that have no order of their own get one, so that the file stays the same.
    private static Object sorted(Object value) {
        return switch (value) {
            case LinkedHashMap<?, ?> map -> {
                Map<Object, Object> sorted = new LinkedHashMap<>();
                map.forEach((key, each) -> sorted.put(key, sorted(each)));
                yield sorted;
            }
            case Map<?, ?> map -> {
                Map<Object, Object> sorted = new TreeMap<>();
                map.forEach((key, each) -> sorted.put(key, sorted(each)));
                yield sorted;
            }
            case List<?> list -> list.stream().map(EstateSchema::sorted).toList();
            default -> value;
        };
    }
}
