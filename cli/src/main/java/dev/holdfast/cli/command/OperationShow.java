package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Facts;
import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationRecord.StepRecord;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.operation.OperationView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast operation show`
@Command(
        name = "show",
        description = "Shows one operation: its steps, its result or its problem.",
        footer = {
            "",
            "Example:",
            "  holdfast operation show 3f2a",
            "",
            "Exit codes: 0 shown, whatever became of it; 2 no such operation; 3",
            "  configuration.",
        })
final class OperationShow implements Action {
    @Parameters(paramLabel = "ID", description = "The beginning is enough.")
    String id = "";

    @Override
    public Answer run(Invocation invocation) {
        OperationRecord operation = invocation.session().history().show(id);
        return Answer.of(
                OperationView.of(operation),
                lines(operation, invocation.clock().instant(), invocation.style()));
    }

    private static List<String> lines(OperationRecord operation, Instant now, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(
                style.strong("operation " + operation.id())
                        + ": "
                        + operation.kind()
                        + " "
                        + operation.subject());
        Instant end = operation.finished().orElse(now);
        Facts facts =
                new Facts()
                        .fact("state", States.styled(operation.state(), style))
                        .fact("started", Figures.time(operation.started()))
                        .fact("took", Figures.duration(Duration.between(operation.started(), end)))
                        .fact("by", operation.actor() + ", process " + operation.process().pid());
        operation.steps().forEach(step -> facts.fact("steps", step(step, end)));
        operation.problem().ifPresent(problem -> facts.fact("error", problem.message()));
        operation.problem().ifPresent(problem -> facts.fact("hint", problem.hint()));
        operation.result().ifPresent(result -> facts.fact("result", result));
        lines.addAll(facts.lines(style));
        if (operation.state() == OperationState.RUNNING) {
            lines.add("");
            lines.add("to end it: holdfast operation cancel " + operation.id());
        }
        return lines;
    }

    private static String step(StepRecord step, Instant end) {
        Duration took = Duration.between(step.started(), step.finished().orElse(end));
        return "%-24s %10s  %s"
                .formatted(step.name(), Figures.duration(took), counted(step))
                .stripTrailing();
    }

    private static String counted(StepRecord step) {
        return switch (step.unit()) {
            case "bytes" -> Figures.size(step.done());
            case "items" -> Figures.count(step.done());
            default -> "";
        };
    }
}
