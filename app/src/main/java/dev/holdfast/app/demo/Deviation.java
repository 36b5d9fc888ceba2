package dev.holdfast.app.demo;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;

/// What the tour promised did not happen.
final class Deviation {

    private Deviation() {}

    static void unless(boolean asPromised, String message, String hint) {
        if (!asPromised) {
            throw of(message, hint);
        }
    }

    static HoldfastException of(String message, String hint) {
        return new HoldfastException(ProblemCode.DEMO_DEVIATED, message, hint);
    }

    static HoldfastException of(String message, String hint, Throwable cause) {
        return new HoldfastException(ProblemCode.DEMO_DEVIATED, message, hint, cause);
    }
}
