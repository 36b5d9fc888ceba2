package dev.holdfast.vault.pipeline;

/// A finished container, as it is stored.
///
/// @param buffer holds it in its first `length` bytes
public record SealedObject(String key, byte[] buffer, int length, byte[] sha256) {}
