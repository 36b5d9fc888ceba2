package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.OptionType;
import dev.holdfast.core.estate.option.Value;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What is written as one type and kept as another.
record Converted<S, T>(OptionType<S> written, Function<S, T> convert) implements OptionType<T> {

    @Override
    public Optional<T> read(Value value) {
        return written.read(value).map(convert);
    }

    @Override
    public String example() {
        return written.example();
    }

    @Override
    public Map<String, Object> schema() {
        return written.schema();
    }
}
