package dev.holdfast.server.access;

import dev.holdfast.core.access.AccessToken;
import java.time.Duration;
import java.time.Instant;

/// A console that logged in.
///
/// @param id the cookie's value: whoever has it is in
/// @param csrf what each change repeats in a header
/// @param used when it was last seen
public record Session(String id, String csrf, AccessToken token, Instant began, Instant used) {
    /// Unused for so long, it ends; and anyhow after [#LONGEST].
    static final Duration IDLE = Duration.ofHours(2);

    static final Duration LONGEST = Duration.ofHours(12);

    public Instant ends() {
        Instant idle = used.plus(IDLE);
        Instant longest = began.plus(LONGEST);
        return idle.isBefore(longest) ? idle : longest;
    }

    Session usedAt(Instant now) {
        return new Session(id, csrf, token, began, now);
    }

    @Override
    public String toString() {
        return "Session[" + token.name() + "]";
    }
}
