package dev.holdfast.vault;

/// The keyed hash of a frame's plain content, 128 bits.
public record FrameName(long high, long low) {}
