package dev.holdfast.core.estate.option;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Text that means something by itself.
///
/// @param noun what it is, such as `a duration`
/// @param parse gives nothing for what is wrong
record ScalarType<T>(
        String noun,
        String example,
        Function<String, Optional<T>> parse,
        Map<String, Object> schema)
        implements OptionType<T> {

    @Override
    public Optional<T> read(Value value) {
        Optional<T> read = value.text().flatMap(parse);
        if (read.isEmpty()) {
            value.wrong(value.shown() + " is not " + noun, "write " + example);
        }
        return read;
    }
}
