package dev.holdfast.core.estate.option;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The name of something that the file declares.
record ReferenceType(String kind) implements OptionType<String> {

    @Override
    public Optional<String> read(Value value) {
        Optional<String> read = value.text().filter(name -> value.declared(kind).contains(name));
        if (read.isEmpty()) {
            value.wrong(
                    value.shown() + " is no " + kind + " of this file",
                    Spelling.suggest(value.text().orElse(""), value.declared(kind)));
        }
        return read;
    }

    @Override
    public String example() {
        return "the name of a declared " + kind;
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", List.of("string", "number"));
    }
}
