package dev.holdfast.core.estate.option;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a mapping says, option by option; all of it was read without a mistake.
public final class OptionValues {
    private final Value mapping;
    private final Map<String, Entry> entries;

    record Entry(Value value, Object read) {}

    OptionValues(Value mapping, Map<String, Entry> entries) {
        this.mapping = mapping;
        this.entries = Map.copyOf(entries);
    }

    /// The value of an option that is required or has a standard value.
    public <T> T get(Option<T> option) {
        return find(option)
                .orElseThrow(() -> new IllegalStateException("no value of " + option.name()));
    }

    /// The value, or the standard value, if there is one.
    @SuppressWarnings("unchecked") // was read by this option's own type
    public <T> Optional<T> find(Option<T> option) {
        @Nullable Entry entry = entries.get(option.name());
        return entry == null ? option.standard() : Optional.of((T) entry.read());
    }

    /// The place of an option in the file, or of the mapping when it is not there: for complaints.
    public Value value(Option<?> option) {
        @Nullable Entry entry = entries.get(option.name());
        return entry == null ? mapping : entry.value();
    }

    /// The place of the mapping itself.
    public Value mapping() {
        return mapping;
    }
}
