package dev.holdfast.server.access;

import dev.holdfast.core.access.AccessToken;
import java.util.Optional;

/// Whoever asks.
///
/// @param session empty for a program that sent its token itself
public record Caller(AccessToken token, Optional<Session> session) {}
