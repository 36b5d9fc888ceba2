package dev.holdfast.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `holdfast check`
@Command(
        name = "check",
        description = "Reaches every database and storage and says what is missing.",
        footer = {
            "",
            "Example:",
            "  holdfast check",
            "",
            "Exit codes: 0 all is well.",
        })
final class Check implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        return Answer.of(Map.of(), List.of());
    }
}
