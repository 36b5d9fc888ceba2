package dev.holdfast.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `holdfast backup list`
@Command(
        name = "list",
        description = "Lists snapshots and what can be restored from where.",
        footer = {
            "",
            "Example:",
            "  holdfast backup list",
            "",
            "Exit codes: 0 listed.",
        })
final class BackupListCommand implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        return Answer.of(Map.of(), List.of());
    }
}
