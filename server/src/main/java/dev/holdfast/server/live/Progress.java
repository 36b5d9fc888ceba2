package dev.holdfast.server.live;

import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationRecord.StepRecord;
import dev.holdfast.core.operation.ProgressView.StepView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How far a running operation is.
///
/// @param cancelRequested it stops soon
public record Progress(
        String operation,
        String kind,
        String subject,
        Instant started,
        boolean cancelRequested,
        List<Step> steps) {
    public Progress {
        steps = List.copyOf(steps);
    }

    /// @param total -1 where it is not known
    /// @param unit `bytes`, `items`, or empty where nothing is counted
    /// @param status how things stand, in words; empty for work that has an end
    public record Step(
            String name,
            long done,
            long total,
            String unit,
            Instant started,
            Optional<Instant> finished,
            String status) {

        static Step of(StepView step) {
            return new Step(
                    step.name(),
                    step.done(),
                    step.total().orElse(-1),
                    step.unit().map(unit -> unit.name().toLowerCase(Locale.ROOT)).orElse(""),
                    step.started(),
                    step.finished(),
                    step.status());
        }

        static Step of(StepRecord step) {
            return new Step(
                    step.name(),
                    step.done(),
                    step.total(),
                    step.unit(),
                    step.started(),
                    step.finished(),
                    "");
        }
    }

    /// @param live the counters as they are now; empty where only the last heartbeat is known
    static Progress of(OperationRecord operation, Optional<List<StepView>> live) {
        return new Progress(
                operation.id(),
                operation.kind(),
                operation.subject(),
                operation.started(),
                operation.cancelRequested(),
                live.map(steps -> steps.stream().map(Step::of).toList())
                        .orElseGet(() -> operation.steps().stream().map(Step::of).toList()));
    }
}
