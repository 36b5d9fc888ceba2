package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.JsonDocument;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationRecord.RecordedProblem;
import dev.holdfast.core.journal.OperationRecord.StepRecord;
import dev.holdfast.core.journal.OperationState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An operation as scripts see it.
///
/// @param request the request's own fields
/// @param result the result's own fields, once it is done
/// @param actor who started it: `user@host`
record OperationView(
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
        Object request,
        Optional<Object> result,
        Optional<RecordedProblem> problem) {

    static OperationView of(OperationRecord operation) {
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
                JsonDocument.parse(operation.request()),
                operation.result().map(JsonDocument::parse),
                operation.problem());
    }

    static String state(OperationState state, Style style) {
        return switch (state) {
            case RUNNING -> style.strong(state.word());
            case DONE -> style.good(state.word());
            case CANCELLED, INTERRUPTED -> style.warning(state.word());
            case FAILED, CRASHED -> style.bad(state.word());
        };
    }
}
