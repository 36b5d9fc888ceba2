package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;

/// One stored stretch of WAL, `[from, to)`.
///
/// @param sizeBytes as stored
/// @param sha256 of the stored object, hexadecimal
public record WalPart(String key, int timeline, Lsn from, Lsn to, long sizeBytes, String sha256) {}
