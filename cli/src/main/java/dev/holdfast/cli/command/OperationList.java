package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.operation.OperationView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `holdfast operation list`
@Command(
        name = "list",
        description = "Lists what is running and what ran, newest first.",
        footer = {
            "",
            "Example:",
            "  holdfast operation list --limit 50",
            "",
            "Exit codes: 0 listed; 3 configuration.",
        })
final class OperationList implements Action {
    @Option(names = "--limit", paramLabel = "N", description = "How many; default: 20.")
    int limit = 20;

    private record Document(List<OperationView> operations) {}

    @Override
    public Answer run(Invocation invocation) {
        List<OperationRecord> operations = invocation.session().history().list(limit);
        Document document = new Document(operations.stream().map(OperationView::of).toList());
        return Answer.of(
                document, lines(operations, invocation.clock().instant(), invocation.style()));
    }

    private static List<String> lines(List<OperationRecord> operations, Instant now, Style style) {
        if (operations.isEmpty()) {
            return List.of("nothing has run yet");
        }
        Table table = new Table("ID", "WHAT", "SUBJECT~", "STATE", "STARTED", ">TOOK");
        for (OperationRecord operation : operations) {
            Duration took = Duration.between(operation.started(), operation.finished().orElse(now));
            table.row(
                    operation.id(),
                    operation.kind(),
                    operation.subject(),
                    States.styled(operation.state(), style),
                    Figures.age(operation.started(), now),
                    Figures.duration(took));
        }
        return table.lines(style);
    }
}
