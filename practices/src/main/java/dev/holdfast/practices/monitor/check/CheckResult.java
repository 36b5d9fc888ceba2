package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Unit;
import java.util.Optional;

/// What one check of one database said. Scripts rely on the names of the components.
///
/// @param database its label, or the estate's name for what concerns no single one
/// @param value in `unit`; empty when it could not be told
/// @param message what is so
/// @param hint what to type now; empty when all is well
/// @param seconds what the check cost
public record CheckResult(
        String check,
        String database,
        Health state,
        Optional<Double> value,
        String message,
        String hint,
        Unit unit,
        double seconds) {
    /// The check that silences all others of its database while it fails.
    public static final String AVAILABLE = "available";

    /// The check that also tells when not even the checks get one.
    public static final String CONNECTIONS = "connections";

    CheckResult withSeconds(double taken) {
        return new CheckResult(check, database, state, value, message, hint, unit, taken);
    }
}
