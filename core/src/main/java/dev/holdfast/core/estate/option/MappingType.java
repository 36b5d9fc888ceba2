package dev.holdfast.core.estate.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A mapping with options of given names, read into a record.
///
/// @param build called only when nothing in the mapping is wrong
public record MappingType<T>(List<Option<?>> options, Function<OptionValues, T> build)
        implements OptionType<T> {
    public MappingType {
        options = List.copyOf(options);
    }

    @Override
    public Optional<T> read(Value value) {
        if (!value.isMapping()) {
            value.wrong("is " + value.kind() + ", not a mapping", "write " + example());
            return Optional.empty();
        }
        int before = value.document().mistakeCount();
        Map<String, OptionValues.Entry> entries = readEntries(value);
        return value.document().mistakeCount() == before
                ? Optional.of(build.apply(new OptionValues(value, entries)))
                : Optional.empty();
    }

    private Map<String, OptionValues.Entry> readEntries(Value mapping) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        Map<String, OptionValues.Entry> read = new LinkedHashMap<>();
        for (Value.Entry entry : mapping.entries()) {
            String name = entry.key().text().orElse("");
            @Nullable Integer first = lines.putIfAbsent(name, entry.key().line());
            if (first != null) {
                entry.key()
                        .wrong(
                                "is written twice (first on line " + first + ")",
                                "keep one of them");
            } else {
                readEntry(name, entry).ifPresent(it -> read.put(name, it));
            }
        }
        options.stream()
                .filter(option -> option.required() && !lines.containsKey(option.name()))
                .forEach(option -> missing(mapping, option));
        return read;
    }

    private Optional<OptionValues.Entry> readEntry(String name, Value.Entry entry) {
        Optional<Option<?>> option =
                options.stream()
                        .filter(each -> each.name().equals(name))
                        .<Option<?>>map(each -> each)
                        .findFirst();
        if (option.isEmpty()) {
            List<String> known = options.stream().map(Option::name).toList();
            entry.key().wrong("no option of this name", Spelling.suggest(name, known));
            return Optional.empty();
        }
        if (entry.value().isNothing()) {
            String right = name + ": " + option.get().type().example();
            entry.key().wrong("has no value", "write " + right + ", or delete it");
            return Optional.empty();
        }
        return option.get()
                .type()
                .read(entry.value())
                .map(it -> new OptionValues.Entry(entry.value(), it));
    }

    private static void missing(Value mapping, Option<?> option) {
        mapping.wrong(
                "option \"" + option.name() + "\" is missing",
                "write " + option.name() + ": " + option.type().example());
    }

    /// The options that must be there.
    @Override
    public String example() {
        String required =
                options.stream()
                        .filter(Option::required)
                        .map(option -> option.name() + ": " + option.type().example())
                        .reduce((first, second) -> first + ", " + second)
                        .orElseGet(() -> options.getFirst().name() + ": …");
        return "{" + required + "}";
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        options.forEach(option -> properties.put(option.name(), option.schema()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put(
                "required", options.stream().filter(Option::required).map(Option::name).toList());
        schema.put("additionalProperties", false);
        return schema;
    }
}
