package dev.holdfast.cli.command;

import dev.holdfast.core.journal.OperationRecord;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast operation cancel`
@Command(
        name = "cancel",
        description = "Asks a running operation to end; it tidies up and stops within seconds.",
        footer = {
            "",
            "Example:",
            "  holdfast operation cancel 3f2a",
            "",
            "Exit codes: 0 asked; 2 no such operation, or it has ended; 3 configuration.",
        })
final class OperationCancel implements Action {
    @Parameters(paramLabel = "ID", description = "The beginning is enough.")
    String id = "";

    private record Document(String id, String kind, String subject, boolean cancelRequested) {}

    @Override
    public Answer run(Invocation invocation) {
        OperationRecord operation = invocation.session().history().cancel(id);
        return Answer.of(
                new Document(operation.id(), operation.kind(), operation.subject(), true),
                List.of(
                        "operation %s (%s %s) was asked to end"
                                .formatted(operation.id(), operation.kind(), operation.subject()),
                        "see: holdfast operation show " + operation.id()));
    }
}
