package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.health.Health;

/// How one reading is.
///
/// @param hint empty: what the check says
record Judgement(Health state, double value, String message, String hint) {

    static Judgement ok(double value, String message) {
        return new Judgement(Health.OK, value, message, "");
    }

    Judgement and(long others) {
        return new Judgement(state, value, message + "; and " + others + " more", hint);
    }
}
