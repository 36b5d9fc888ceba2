package dev.holdfast.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `holdfast journal`
@Command(
        name = "journal",
        description = "Shows what happened, when, by whom.",
        footer = {
            "",
            "Example:",
            "  holdfast journal",
            "",
            "Exit codes: 0 shown.",
        })
final class JournalCommand implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        return Answer.of(Map.of(), List.of());
    }
}
