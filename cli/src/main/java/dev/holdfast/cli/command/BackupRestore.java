package dev.holdfast.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `holdfast backup restore`
@Command(
        name = "restore",
        description = "Puts a snapshot back into a directory.",
        footer = {
            "",
            "Example:",
            "  holdfast backup restore shop --to DIR",
            "",
            "Exit codes: 0 restored.",
        })
final class BackupRestore implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        return Answer.of(Map.of(), List.of());
    }
}
