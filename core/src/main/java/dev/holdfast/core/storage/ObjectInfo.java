package dev.holdfast.core.storage;

import java.time.Instant;

/// One stored object.
///
/// @param created by the storage's own clock
public record ObjectInfo(String key, long sizeBytes, Instant created) {}
