package dev.holdfast.core.estate.option;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A path on this machine.
record PathType(String example) implements OptionType<Path> {

    @Override
    public Optional<Path> read(Value value) {
        Optional<Path> read =
                value.text()
                        .filter(text -> !text.isBlank() && !text.contains("${"))
                        .flatMap(text -> resolve(value, text));
        if (read.isEmpty()) {
            value.wrong(value.shown() + " is not a path", "write " + example);
        }
        return read;
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "string", "minLength", 1);
    }

    private static Optional<Path> resolve(Value value, String text) {
        try {
            return Optional.of(value.resolve(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
