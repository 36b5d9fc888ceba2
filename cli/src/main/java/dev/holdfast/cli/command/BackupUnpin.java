package dev.holdfast.cli.command;

import dev.holdfast.practices.backup.UnpinBackup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast backup unpin`
@Command(
        name = "unpin",
        description = "Takes the pins of a snapshot back: keep: decides again.",
        footer = {
            "",
            "Example:",
            "  holdfast backup unpin 20261122-094512",
            "",
            "Exit codes: 0 unpinned; 1 not in every storage; 2 no such snapshot, or not pinned;",
            "  3 configuration; 4 unreachable.",
        })
final class BackupUnpin implements Action {
    @Parameters(paramLabel = "SNAPSHOT", description = "Its id, or the beginning of it.")
    String id = "";

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        return BackupPin.answer(
                invocation.carryOut(new UnpinBackup(id)), "is not pinned", invocation.style());
    }
}
