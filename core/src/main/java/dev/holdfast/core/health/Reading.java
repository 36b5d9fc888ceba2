package dev.holdfast.core.health;

import java.util.Optional;

/// One value that a check read.
///
/// @param object what it is about where the check reads several: a slot, a table; else empty
/// @param value in the check's unit; NaN when it could not be told
/// @param message what is so, lower case, no full stop; for checks of the kind SAME the text that
///   is compared
/// @param hint what to type now; empty: what the check says
/// @param clock where the value nears a limit that ends something
public record Reading(
        String object, double value, String message, String hint, Optional<Clock> clock) {

    /// @param now how much is used up
    /// @param limit how much there is
    public record Clock(double now, double limit) {}

    public static Reading of(String object, double value, String message) {
        return new Reading(object, value, message, "", Optional.empty());
    }

    public Reading withHint(String other) {
        return new Reading(object, value, message, other, clock);
    }

    public Reading withClock(double now, double limit) {
        return new Reading(object, value, message, hint, Optional.of(new Clock(now, limit)));
    }
}
