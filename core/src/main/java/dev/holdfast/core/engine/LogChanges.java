package dev.holdfast.core.engine;

import dev.holdfast.core.engine.TimelineHistory.Leg;

/// Finds in the log itself which pages changed, where the server cannot tell. Memory is bounded:
/// where too much changed, it is not known. One thread.
public interface LogChanges {

    /// Takes the log of one timeline, from the start of a segment on. Records count that begin on
    /// `leg`. Everything is fed, timeline by timeline, before [#changes] is asked.
    ///
    /// @param from the start of the segment in which `leg` begins, or earlier
    WalReading read(Leg leg, Lsn from);

    Changes changes();
}
