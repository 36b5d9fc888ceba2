package dev.holdfast.core.estate.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A list of values of one type.
///
/// @param check looks at those items that are right by themselves, and reports what is wrong
///   between them
public record ListType<T>(OptionType<T> item, boolean mayBeEmpty, Consumer<List<Item<T>>> check)
        implements OptionType<List<T>> {

    /// One item and where it stands.
    public record Item<T>(T read, Value value) {}

    public ListType<T> checked(Consumer<List<Item<T>>> check) {
        return new ListType<>(item, mayBeEmpty, check);
    }

    @Override
    public Optional<List<T>> read(Value value) {
        if (!value.isList()) {
            value.wrong("is " + value.kind() + ", not a list", "write " + example());
            return Optional.empty();
        }
        List<Value> items = value.items();
        if (items.isEmpty() && !mayBeEmpty) {
            value.wrong("is an empty list", "write " + example());
            return Optional.empty();
        }
        List<Item<T>> read = new ArrayList<>();
        items.forEach(each -> item.read(each).ifPresent(it -> read.add(new Item<>(it, each))));
        check.accept(List.copyOf(read));
        return read.size() == items.size()
                ? Optional.of(read.stream().map(Item::read).toList())
                : Optional.empty();
    }

    @Override
    public String example() {
        return "[" + item.example() + "]";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "array", "items", item.schema(), "minItems", mayBeEmpty ? 0 : 1);
    }
}
