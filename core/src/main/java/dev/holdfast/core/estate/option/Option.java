package dev.holdfast.core.estate.option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One key of a mapping in `holdfast.yaml`.
///
/// @param standard the value where the key is missing; empty when it stays empty
/// @param about one line for the schema and the reference page
public record Option<T>(
        String name, OptionType<T> type, boolean required, Optional<T> standard, String about) {

    public static <T> Option<T> required(String name, OptionType<T> type, String about) {
        return new Option<>(name, type, true, Optional.empty(), about);
    }

    public static <T> Option<T> optional(String name, OptionType<T> type, String about) {
        return new Option<>(name, type, false, Optional.empty(), about);
    }

    public static <T> Option<T> standard(
            String name, OptionType<T> type, T standard, String about) {
        return new Option<>(name, type, false, Optional.of(standard), about);
    }

    /// The schema of the value, with what it is for.
    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", about);
        standard.filter(it -> it instanceof Number || it instanceof Boolean)
                .ifPresent(it -> schema.put("default", it));
        schema.putAll(new TreeMap<>(type.schema()));
        return schema;
    }
}
