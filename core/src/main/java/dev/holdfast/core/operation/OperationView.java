package dev.holdfast.core.operation;

import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationRecord.RecordedProblem;
import dev.holdfast.core.journal.OperationRecord.StepRecord;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.StoredJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// An operation as scripts and the console see it.
///
/// @param request the request's own fields
/// @param result the result's own fields, once it is done
/// @param actor who started it
public record OperationView(
        String id,
        String kind,
        String subject,
        OperationState state,
        String actor,
        long process,
        Instant started,
        Optional<Instant> finished,
        boolean cancelRequested,
        List<StepRecord> steps,
        JsonNode request,
        Optional<JsonNode> result,
        Optional<RecordedProblem> problem) {
    public OperationView {
        steps = List.copyOf(steps);
    }

    public static OperationView of(OperationRecord operation) {
        return new OperationView(
                operation.id(),
                operation.kind(),
                operation.subject(),
                operation.state(),
                operation.actor(),
                operation.process().pid(),
                operation.started(),
                operation.finished(),
                operation.cancelRequested(),
                operation.steps(),
                StoredJson.parse(operation.request()),
                operation.result().map(StoredJson::parse),
                operation.problem());
    }
}
