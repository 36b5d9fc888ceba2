package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.OptionType;
import dev.holdfast.core.estate.option.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an assertion's query must answer, as PostgreSQL prints it. A bare `true` or `false` is a
/// boolean, which PostgreSQL prints as `t` or `f`; in quotes it is text.
record AnswerType() implements OptionType<String> {

    @Override
    public Optional<String> read(Value value) {
        Optional<String> text = value.text();
        if (text.isEmpty()) {
            value.wrong("is " + value.kind() + ", not one value", "write " + example());
        }
        return text.map(it -> value.isPlain() ? printed(it) : it);
    }

    private static String printed(String text) {
        return switch (text) {
            case "true" -> "t";
            case "false" -> "f";
            default -> text;
        };
    }

    @Override
    public String example() {
        return "true, 42 or \"text\"";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", List.of("string", "number", "boolean"));
    }
}
