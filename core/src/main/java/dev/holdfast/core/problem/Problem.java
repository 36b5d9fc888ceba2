package dev.holdfast.core.problem;

/// One user-facing failure.
///
/// @param message lower case, no full stop: what failed, and on which object
/// @param hint what to type now; empty only where nothing can be typed
public record Problem(ProblemCode code, String message, String hint) {}
