package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.Lsn;
import java.time.Instant;

/// A hole in the stored log of one timeline.
///
/// @param from the newest time before it
/// @param to the newest time at the end of what comes right after it, or of what it is itself
/// @param reason for people
public record Hole(
        int timeline,
        Lsn fromLsn,
        Lsn toLsn,
        Instant from,
        Instant to,
        Cause cause,
        String reason) {

    /// Where it comes from.
    public enum Cause {
        /// The server had removed that log before any storage had it.
        NEVER_STORED,
        /// This storage lacks it: lost, or not caught up yet.
        MISSING,
        /// What this storage holds of it was read and found damaged.
        DAMAGED
    }

    /// Whether what leads up to `end` goes no further because of this.
    boolean stops(int timeline, Lsn end) {
        return timeline == timeline() && !end.isBefore(fromLsn) && end.isBefore(toLsn);
    }
}
