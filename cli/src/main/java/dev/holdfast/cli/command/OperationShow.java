package dev.holdfast.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `holdfast operation show`
@Command(
        name = "show",
        description = "Shows one operation.",
        footer = {
            "",
            "Example:",
            "  holdfast operation show ID",
            "",
            "Exit codes: 0 shown.",
        })
final class OperationShow implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        return Answer.of(Map.of(), List.of());
    }
}
