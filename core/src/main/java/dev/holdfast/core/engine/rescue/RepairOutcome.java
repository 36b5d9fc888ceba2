package dev.holdfast.core.engine.rescue;

/// What a repair did.
///
/// @param inserted rows that came back
/// @param updated rows that were set back
/// @param left rows that were left alone, because something was done to them, or a unique value of
///   theirs was taken, since they were compared
public record RepairOutcome(long inserted, long updated, long left) {}
