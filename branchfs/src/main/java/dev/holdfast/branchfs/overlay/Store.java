package dev.holdfast.branchfs.overlay;

/// What the files of one overlay share.
record Store(
        Chunks chunks, Fetches fetches, ReadAhead ahead, Deadline deadline, Counters figures) {}
