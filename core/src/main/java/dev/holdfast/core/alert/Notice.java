package dev.holdfast.core.alert;

import dev.holdfast.core.health.Health;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One thing to say on one route.
///
/// @param id of the notice in the store; 0 before it is there
/// @param alert the id of the alert
/// @param attempts how often it was tried in vain
/// @param due not before then
/// @param problem why the last attempt failed
public record Notice(
        long id,
        String route,
        Kind kind,
        String alert,
        String database,
        String check,
        Health state,
        String message,
        String hint,
        Instant opened,
        Instant created,
        int attempts,
        Instant due,
        Optional<String> problem) {

    public enum Kind {
        OPENED,
        WORSE,
        REMINDER,
        RESOLVED,
        TEST;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Notice of(Alert alert, Kind kind, String route, Instant now) {
        return new Notice(
                0,
                route,
                kind,
                alert.id(),
                alert.database(),
                alert.check(),
                alert.state(),
                alert.message(),
                alert.hint(),
                alert.opened(),
                now,
                0,
                now,
                Optional.empty());
    }
}
