package dev.holdfast.core.secret;

import java.util.regex.Pattern;

/// How a secret is referred to in the configuration.
final class SecretReference {
    static final Pattern FORM =
            Pattern.compile(
                    "\\$\\{(?:env:(?<variable>[A-Za-z_][A-Za-z0-9_]*)|file:(?<path>[^}\\x00]+))}");

    private SecretReference() {}
}
