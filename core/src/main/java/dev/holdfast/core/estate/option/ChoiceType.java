package dev.holdfast.core.estate.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One of a few words.
record ChoiceType<T>(Map<String, T> words) implements OptionType<T> {
    ChoiceType {
        words = new LinkedHashMap<>(words);
    }

    @Override
    public Optional<T> read(Value value) {
        Optional<T> read = value.text().flatMap(text -> Optional.ofNullable(words.get(text)));
        if (read.isEmpty()) {
            String written = value.text().orElse("");
            value.wrong(value.shown() + " is not known here", Spelling.suggest(written, sorted()));
        }
        return read;
    }

    @Override
    public String example() {
        return sorted().getFirst();
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("enum", sorted());
    }

    private List<String> sorted() {
        return words.keySet().stream().sorted().toList();
    }
}
