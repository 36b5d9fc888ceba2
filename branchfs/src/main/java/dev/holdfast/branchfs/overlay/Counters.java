package dev.holdfast.branchfs.overlay;

import java.util.concurrent.atomic.LongAdder;

/// What happens often is counted here, and polled.
final class Counters {
    private final LongAdder fetched = new LongAdder();
    private final LongAdder unkept = new LongAdder();

    void fetched() {
        fetched.increment();
    }

    void unkept() {
        unkept.increment();
    }

    long fetchedChunks() {
        return fetched.sum();
    }

    long unkeptChunks() {
        return unkept.sum();
    }
}
