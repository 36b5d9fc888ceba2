package dev.holdfast.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `holdfast status`
@Command(
        name = "status",
        description = "Says on one screen what could be restored, to when and how fast.",
        footer = {
            "",
            "Example:",
            "  holdfast status",
            "",
            "Exit codes: 0 all is well.",
        })
final class Status implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        return Answer.of(Map.of(), List.of());
    }
}
