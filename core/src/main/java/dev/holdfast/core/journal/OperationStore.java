package dev.holdfast.core.journal;

import dev.holdfast.core.journal.OperationRecord.StepRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Remembers operations. Safe for many threads and for several processes at once; what returned is
/// durable. `STATE_UNUSABLE` when it cannot be written or read.
public interface OperationStore {

    /// Remembers `operation`, which is running. Atomic over all processes.
    Begun begin(OperationRecord operation);

    /// Shows that `id` lives and how far it is.
    ///
    /// @return whether its cancel was requested
    boolean heartbeat(String id, Instant now, List<StepRecord> steps);

    /// Ends a running operation.
    ///
    /// @return false when it was not running any more: nothing was changed
    boolean finish(String id, Ending ending);

    /// Asks for the end of a running operation, which its process sees with its next heartbeat.
    ///
    /// @return false when it is not running
    boolean requestCancel(String id);

    Optional<OperationRecord> find(String id);

    /// The newest `limit` whose id begins with `prefix`, newest first; an empty prefix finds all.
    List<OperationRecord> list(String prefix, int limit);

    /// The one of that kind and subject that began last.
    Optional<OperationRecord> newest(String kind, String subject);

    List<OperationRecord> running();

    sealed interface Begun {
        record Accepted() implements Begun {}

        /// Another one of the same kind and subject is running.
        record Refused(OperationRecord running) implements Begun {}

        /// An operation of this id is there; take another id.
        record IdTaken() implements Begun {}
    }

    /// How an operation ended.
    record Ending(
            OperationState state,
            Instant at,
            List<StepRecord> steps,
            Optional<String> result,
            Optional<OperationRecord.RecordedProblem> problem) {
        public Ending {
            steps = List.copyOf(steps);
        }
    }
}
