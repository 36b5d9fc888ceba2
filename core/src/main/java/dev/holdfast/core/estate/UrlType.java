package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.OptionType;
import dev.holdfast.core.estate.option.Value;
import java.util.Map;
import java.util.Optional;

/// A connection URL. What is wrong in one is described, never shown: it may hold a password.
record UrlType() implements OptionType<ConnectionUrl> {

    @Override
    public Optional<ConnectionUrl> read(Value value) {
        Optional<String> text = value.text();
        if (text.isEmpty()) {
            value.wrong("is " + value.kind() + ", not a connection URL", "write " + example());
            return Optional.empty();
        }
        return switch (ConnectionUrl.parse(text.get())) {
            case ConnectionUrl.Parsed.Right right -> Optional.of(right.url());
            case ConnectionUrl.Parsed.Wrong wrong -> {
                value.wrong(wrong.what(), wrong.instead());
                yield Optional.empty();
            }
        };
    }

    @Override
    public String example() {
        return "postgresql://USER@HOST:5432/DATABASE";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "string", "pattern", "^postgres(ql)?://");
    }
}
