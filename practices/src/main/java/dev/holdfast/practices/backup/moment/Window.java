package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.Lsn;
import java.time.Instant;

/// A span of time of which every moment can be brought back from one storage.
///
/// @param from when the snapshot was finished that it begins with
/// @param to the newest time that is known in the log up to `toLsn`
public record Window(
        String storage, int timeline, Instant from, Instant to, Lsn fromLsn, Lsn toLsn) {}
