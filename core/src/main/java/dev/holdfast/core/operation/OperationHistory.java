package dev.holdfast.core.operation;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationStore;
import java.time.InstantSource;
import java.util.List;

/// Operations past and present, for people: `operation list`, `show` and `cancel`. Operations whose
/// process is gone are marked as crashed before anything is told.
public final class OperationHistory {

    public OperationHistory(OperationStore store, Journal journal, InstantSource clock) {}

    /// The newest `limit`, newest first.
    public List<OperationRecord> list(int limit) {
        throw new UnsupportedOperationException("not there yet");
    }

    /// The operation whose id is `id`, or begins with it. `OPERATION_UNKNOWN` when there is none,
    /// or several.
    public OperationRecord show(String id) {
        throw new UnsupportedOperationException("not there yet");
    }

    /// Asks for the end of a running operation and returns at once; it stops within seconds.
    /// `OPERATION_UNKNOWN` when there is none of this id, or it has ended.
    public OperationRecord cancel(String id) {
        throw new UnsupportedOperationException("not there yet");
    }
}
