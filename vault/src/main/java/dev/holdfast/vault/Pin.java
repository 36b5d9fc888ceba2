package dev.holdfast.vault;

import java.time.Instant;
import java.util.Optional;

/// Keeps one snapshot, whatever the policy says.
///
/// @param until when it ends by itself
/// @param by who pinned it, `user@host`
public record Pin(String snapshot, Optional<Instant> until, String reason, String by, Instant at) {

    public boolean holdsAt(Instant now) {
        return until.filter(end -> !now.isBefore(end)).isEmpty();
    }
}
