package dev.holdfast.practices.branch;

import java.util.Optional;

/// How a branch is doing, as seen from outside.
///
/// @param usedBytes of the scratch directory
/// @param why what is not well
public record BranchState(BranchCard branch, Health health, long usedBytes, Optional<String> why) {

    public enum Health {
        RUNNING,
        /// Stopped by itself: nothing that it would answer could be believed.
        BROKEN,
        /// Its process has said nothing for a while.
        STALLED
    }
}
