package dev.holdfast.core.access;

import java.time.Instant;
import java.util.Optional;

/// One person's or program's right to use the API, without the secret itself.
///
/// @param name of whoever has it; the journal names it
/// @param createdBy `user@host`
/// @param expires when it ends by itself
public record AccessToken(
        String name, Role role, Instant created, String createdBy, Optional<Instant> expires) {

    public boolean holdsAt(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isEmpty();
    }
}
