package dev.holdfast.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `holdfast backup show`
@Command(
        name = "show",
        description = "Shows one snapshot and its proofs.",
        footer = {
            "",
            "Example:",
            "  holdfast backup show ID",
            "",
            "Exit codes: 0 shown.",
        })
final class BackupShow implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        return Answer.of(Map.of(), List.of());
    }
}
