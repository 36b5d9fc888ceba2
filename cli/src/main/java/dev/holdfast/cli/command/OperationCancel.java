package dev.holdfast.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `holdfast operation cancel`
@Command(
        name = "cancel",
        description = "Cancels an operation.",
        footer = {
            "",
            "Example:",
            "  holdfast operation cancel ID",
            "",
            "Exit codes: 0 asked.",
        })
final class OperationCancel implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        return Answer.of(Map.of(), List.of());
    }
}
