package dev.holdfast.core.operation;

import dev.holdfast.core.journal.NewEntry;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationRecord.RecordedProblem;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.OperationStore.Ending;
import dev.holdfast.core.operation.OperationRunner.Surroundings;
import dev.holdfast.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Records the start and the end of one operation: in the store, in the journal, and to whoever
/// listens, in this order.
final class OperationLog {
    private final Surroundings surroundings;
    private final OperationRecord operation;
    private final OperationProgress progress;

    OperationLog(Surroundings surroundings, OperationRecord operation, OperationProgress progress) {
        this.surroundings = surroundings;
        this.operation = operation;
        this.progress = progress;
    }

    void started() {
        journal(operation.started(), "started", RequestJson.started(operation.request()));
        surroundings
                .listeners()
                .tell(
                        new Event.Started(
                                operation.id(),
                                operation.kind(),
                                operation.subject(),
                                operation.started(),
                                progress));
    }

    void ended(OperationState state, Optional<Object> result, Optional<Problem> problem) {
        progress.end(state == OperationState.DONE);
        Instant now = surroundings.clock().instant();
        Duration took = Duration.between(operation.started(), now);
        Optional<String> json = result.map(RequestJson::of);
        surroundings
                .store()
                .finish(
                        operation.id(),
                        new Ending(
                                state,
                                now,
                                progress.records(),
                                json,
                                problem.map(OperationLog::recorded)));
        journal(now, state.word(), RequestJson.ended(took, json, problem));
        surroundings
                .listeners()
                .tell(new Event.Finished(operation.id(), state, took, problem, concerns(result)));
    }

    private static List<String> concerns(Optional<Object> result) {
        return result.filter(Judged.class::isInstance)
                .map(Judged.class::cast)
                .map(Judged::concerns)
                .orElse(List.of());
    }

    private void journal(Instant time, String outcome, String details) {
        surroundings
                .journal()
                .append(
                        new NewEntry(
                                time,
                                operation.actor(),
                                operation.kind(),
                                operation.subject(),
                                Optional.of(operation.id()),
                                outcome,
                                details));
    }

    private static RecordedProblem recorded(Problem problem) {
        return new RecordedProblem(problem.code().code(), problem.message(), problem.hint());
    }
}
