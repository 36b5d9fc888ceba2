package dev.holdfast.practices.branch;

import java.time.Instant;
import java.util.Optional;

/// How a branch is doing, written every few seconds by the process that serves it.
///
/// @param beat when it was written
/// @param usedBytes of the scratch directory
/// @param broken why it is of no use any more
record BranchLife(Instant beat, long usedBytes, Optional<String> broken) {}
