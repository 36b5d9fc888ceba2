package dev.holdfast.core.estate.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A mapping whose options depend on its `type`.
///
/// @param noun such as `type of storage`, for messages
/// @param types each with all of its options, `type` included
public record TypedMapping<T>(String noun, Map<String, MappingType<T>> types, String example)
        implements OptionType<T> {
    public TypedMapping {
        types = new LinkedHashMap<>(types);
    }

    /// The option `type` of one type.
    public static Option<String> typeOption(String name, String about) {
        return Option.required("type", OptionTypes.choice(Map.of(name, name)), about);
    }

    @Override
    public Optional<T> read(Value value) {
        if (!value.isMapping()) {
            value.wrong("is " + value.kind() + ", not a mapping", "write " + example());
            return Optional.empty();
        }
        Optional<Value> written = value.find("type");
        if (written.isEmpty()) {
            withoutType(value);
            return Optional.empty();
        }
        String name = written.get().text().orElse("");
        @Nullable MappingType<T> type = types.get(name);
        if (type == null) {
            written.get()
                    .wrong(
                            written.get().shown() + " is no " + noun + " that this version knows",
                            Spelling.suggest(name, types.keySet()));
            return Optional.empty();
        }
        return type.read(value);
    }

    /// Without its type nothing but the names of its options can be judged.
    private void withoutType(Value value) {
        value.wrong(
                "option \"type\" is missing", "write type: " + String.join(" or ", types.keySet()));
        List<String> known =
                Stream.concat(
                                Stream.of("type"),
                                types.values().stream()
                                        .flatMap(type -> type.options().stream())
                                        .map(Option::name))
                        .distinct()
                        .toList();
        for (Value.Entry entry : value.entries()) {
            String name = entry.key().text().orElse("");
            if (!known.contains(name)) {
                entry.key().wrong("no option of this name", Spelling.suggest(name, known));
            }
        }
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", types.values().stream().map(MappingType::schema).toList());
    }
}
