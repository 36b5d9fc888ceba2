package dev.holdfast.core.operation;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.OperationStore;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Operations past and present, for people: `operation list`, `show` and `cancel`. Operations whose
/// process is gone are marked as crashed before anything is told.
public final class OperationHistory {
    private static final int AMBIGUOUS_SHOWN = 10;

    private final OperationStore store;
    private final CrashWatch crashes;

    public OperationHistory(OperationStore store, Journal journal, InstantSource clock) {
        this.store = store;
        this.crashes = new CrashWatch(store, journal, clock);
    }

    /// The newest `limit`, newest first.
    public List<OperationRecord> list(int limit) {
        crashes.sweep();
        return store.list("", limit);
    }

    /// Everything that is under way now, in any process.
    public List<OperationRecord> running() {
        crashes.sweep();
        return store.running();
    }

    /// The one of that kind and subject that began last, on this machine's state.
    public Optional<OperationRecord> newest(String kind, String subject) {
        crashes.sweep();
        return store.newest(kind, subject);
    }

    /// The operation whose id is `id`, or begins with it. `OPERATION_UNKNOWN` when there is none,
    /// or several.
    public OperationRecord show(String id) {
        crashes.sweep();
        return store.find(id).orElseGet(() -> only(id));
    }

    /// Asks for the end of a running operation and returns at once; it stops within seconds.
    /// `OPERATION_UNKNOWN` when there is none of this id, or it has ended.
    public OperationRecord cancel(String id) {
        OperationRecord operation = show(id);
        if (operation.state() != OperationState.RUNNING || !store.requestCancel(operation.id())) {
            OperationState state = show(operation.id()).state();
            throw unknown(
                    "operation " + operation.id() + " is not running: " + state.word(),
                    "holdfast operation show " + operation.id());
        }
        return operation;
    }

    private OperationRecord only(String id) {
        List<OperationRecord> found = id.isEmpty() ? List.of() : store.list(id, AMBIGUOUS_SHOWN);
        if (found.size() > 1) {
            throw unknown(
                    "'" + id + "' is the beginning of several operations",
                    "say which one: "
                            + found.stream()
                                    .map(OperationRecord::id)
                                    .collect(Collectors.joining(", ")));
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> unknown("no operation '" + id + "'", "holdfast operation list"));
    }

    private static HoldfastException unknown(String message, String hint) {
        return new HoldfastException(ProblemCode.OPERATION_UNKNOWN, message, hint);
    }
}
