package dev.holdfast.core.alert;

import java.time.Instant;

/// Of what nobody is told for a while.
///
/// @param id 0 before it is kept
/// @param check a name, or `*`
/// @param database a label, or `*`
/// @param until when it ends by itself
/// @param by who silenced it
public record Silence(
        long id, String check, String database, Instant until, String reason, String by) {

    public boolean covers(Alert alert, Instant now) {
        return until.isAfter(now)
                && (check.equals("*") || check.equals(alert.check()))
                && (database.equals("*") || database.equals(alert.database()));
    }
}
