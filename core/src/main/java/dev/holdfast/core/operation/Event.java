package dev.holdfast.core.operation;

import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happens to a running operation. Counters are no events: they are polled from the
/// [ProgressView] that [Started] hands over.
public sealed interface Event {

    /// The operation's id.
    String operation();

    record Started(String operation, String kind, String subject, Instant at, ProgressView progress)
            implements Event {}

    /// @param index of the step, from 0
    record StepStarted(String operation, int index, String name, Instant at) implements Event {}

    /// @param completed false when a failure or a cancel cut it off
    record StepEnded(String operation, ProgressView.StepView step, boolean completed)
            implements Event {}

    /// A line that the user should see.
    record Note(String operation, String line, Instant at) implements Event {}

    /// Somebody asked for its end; it stops soon.
    record CancelRequested(String operation) implements Event {}

    /// The last event of an operation.
    ///
    /// @param state never `RUNNING`
    /// @param problem empty when it is done
    /// @param concerns what it found not well, though it is done; see [Judged]
    record Finished(
            String operation,
            OperationState state,
            Duration took,
            Optional<Problem> problem,
            List<String> concerns)
            implements Event {
        public Finished {
            concerns = List.copyOf(concerns);
        }
    }
}
