package dev.holdfast.core.estate.option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A mapping whose keys are the user's own names.
public record MapType<T>(OptionType<String> key, OptionType<T> item)
        implements OptionType<Map<String, T>> {

    @Override
    public Optional<Map<String, T>> read(Value value) {
        if (!value.isMapping() || value.entries().isEmpty()) {
            value.wrong(
                    "is " + (value.isMapping() ? "empty" : value.kind() + ", not a mapping"),
                    "write " + example());
            return Optional.empty();
        }
        Map<String, Integer> lines = new LinkedHashMap<>();
        Map<String, T> read = new LinkedHashMap<>();
        for (Value.Entry entry : value.entries()) {
            Optional<String> name = key.read(entry.key());
            name.ifPresent(it -> checkOnce(lines, it, entry.key()));
            Optional<T> thing = item.read(entry.value());
            if (name.isPresent() && thing.isPresent()) {
                read.put(name.get(), thing.get());
            }
        }
        return read.size() == value.entries().size() ? Optional.of(read) : Optional.empty();
    }

    private static void checkOnce(Map<String, Integer> lines, String name, Value key) {
        @Nullable Integer first = lines.putIfAbsent(name, key.line());
        if (first != null) {
            key.wrong("is written twice (first on line " + first + ")", "keep one of them");
        }
    }

    @Override
    public String example() {
        return key.example() + ": " + item.example();
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "object", "additionalProperties", item.schema(), "minProperties", 1);
    }
}
