package dev.holdfast.vault;

/// How much one storage's copy of a vault holds.
public record Usage(long objects, long bytes, long snapshots) {}
