package dev.holdfast.core.estate;

import java.util.Optional;

/// How the daemon is known.
///
/// @param url where people reach it, without a slash at the end; empty: where it listens
public record ServePolicy(Optional<String> url) {
    public static final ServePolicy DEFAULT = new ServePolicy(Optional.empty());
}
