package dev.holdfast.core.estate.option;

import java.util.Map;
import java.util.Optional;

/// What the value of an option may be. [OptionTypes] has the usual ones.
public interface OptionType<T> {

    /// Reads `value`; when it is wrong, says so with [Value#wrong] and returns nothing.
    Optional<T> read(Value value);

    /// A right value as it is written in the file; for hints.
    String example();

    /// The same as JSON Schema.
    Map<String, Object> schema();
}
