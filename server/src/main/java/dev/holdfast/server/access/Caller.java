package dev.holdfast.server.access;

import dev.holdfast.core.access.AccessToken;
import dev.holdfast.core.access.Role;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.util.Optional;

/// Whoever asks.
///
/// @param session empty for a program that sent its token itself
public record Caller(AccessToken token, Optional<Session> session) {

    /// `NOT_ALLOWED` where the token's role is too small.
    public void require(Role role) {
        if (!token.role().includes(role)) {
            throw new HoldfastException(
                    ProblemCode.NOT_ALLOWED,
                    "%s is %s; this needs %s"
                            .formatted(token.name(), token.role().word(), role.word()),
                    "holdfast token create NAME --role " + role.word());
        }
    }
}
