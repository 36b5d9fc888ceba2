package dev.holdfast.branchfs.overlay;

/// What the files of one overlay share.
record Store(Slots slots, Fetches fetches, ReadAhead ahead, Deadline deadline, Counters figures) {}
