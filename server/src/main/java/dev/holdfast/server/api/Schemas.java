package dev.holdfast.server.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// JSON schemas of records, as they are written: each record one named schema.
final class Schemas {
    private final Map<String, Map<String, Object>> named = new TreeMap<>();

    /// Every record that was met.
    Map<String, Map<String, Object>> named() {
        return named;
    }

    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return reference(plain);
        }
        return plain.isEnum() ? constants(plain) : simple(plain);
    }

    private Map<String, Object> ofGeneric(ParameterizedType generic) {
        Type[] of = generic.getActualTypeArguments();
        if (generic.getRawType().equals(List.class)) {
            return Map.of("type", "array", "items", of(of[0]));
        }
        if (generic.getRawType().equals(Optional.class)) {
            return Map.of("anyOf", List.of(of(of[0]), Map.of("type", "null")));
        }
        return Map.of("type", "object", "additionalProperties", of(of[1]));
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = name(type);
        if (!named.containsKey(name)) {
            named.put(name, Map.of()); // it may contain itself
            named.put(name, properties(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /// Nested records carry the name of what they stand in: several are called alike.
    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : outer.getSimpleName() + type.getSimpleName();
    }

    private Map<String, Object> properties(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(component.getName(), of(component.getGenericType()));
        }
        return Map.of(
                "type",
                "object",
                "properties",
                properties,
                "required",
                List.copyOf(properties.keySet()));
    }

    private static Map<String, Object> constants(Class<?> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants())
                        .map(each ->
                                ((Enum<?>) each).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList();
        return Map.of("type", "string", "enum", words);
    }

    private static Map<String, Object> simple(Class<?> type) {
        if (type == String.class || type == Duration.class) {
            return Map.of("type", "string");
        }
        if (type == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == long.class || type == int.class || type == Long.class) {
            return Map.of("type", "integer");
        }
        return type == double.class || type == Double.class
                ? Map.of("type", "number")
                : Map.of(); // any JSON
    }
}
