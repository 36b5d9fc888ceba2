package dev.holdfast.core.estate.option;

import dev.holdfast.core.secret.Secret;
import java.util.Map;
import java.util.Optional;

/// A reference to a secret. Nothing of what is written instead of one is ever shown: it may be the
/// secret itself.
record SecretType() implements OptionType<Secret> {

    @Override
    public Optional<Secret> read(Value value) {
        Optional<Secret> read = value.text().flatMap(text -> Secret.parse(text, value::resolve));
        if (read.isEmpty()) {
            value.wrong(
                    value.text().isPresent()
                            ? "a secret must not stand in this file"
                            : value.kind() + " is not a secret",
                    "write \"${env:VARIABLE}\" or \"${file:/path}\", in quotes");
        }
        return read;
    }

    @Override
    public String example() {
        return "\"${file:/path}\"";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of(
                "type", "string", "pattern", "^\\$\\{(env:[A-Za-z_][A-Za-z0-9_]*|file:[^}]+)\\}$");
    }
}
