package dev.holdfast.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `holdfast operation list`
@Command(
        name = "list",
        description = "Lists what is running and what ran.",
        footer = {
            "",
            "Example:",
            "  holdfast operation list",
            "",
            "Exit codes: 0 listed.",
        })
final class OperationList implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        return Answer.of(Map.of(), List.of());
    }
}
