package dev.holdfast.core.estate.option;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A part of the language that this version does not carry out: accepted, and said.
record LaterType() implements OptionType<Boolean> {

    @Override
    public Optional<Boolean> read(Value value) {
        if (!value.isMapping() && !value.isList()) {
            value.wrong("is " + value.kind() + ", not a mapping or a list", "delete it");
            return Optional.empty();
        }
        value.noteLater();
        return Optional.of(true);
    }

    @Override
    public String example() {
        return "{}";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", List.of("object", "array"));
    }
}
