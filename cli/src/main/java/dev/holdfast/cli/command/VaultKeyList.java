package dev.holdfast.cli.command;

import dev.holdfast.practices.backup.KeyReport;
import dev.holdfast.practices.backup.ListVaultKeys;
import picocli.CommandLine.Command;

/// `holdfast vault key list`
@Command(
        name = "list",
        description = "Shows which keys open the vault in which storage.",
        footer = {
            "",
            "A key's id tells it apart and reveals nothing.",
            "",
            "Example:",
            "  holdfast vault key list",
            "",
            "Exit codes: 0 all storages have the same keys; 1 one is behind or does not answer;",
            "  3 configuration, such as a wrong key; 4 unreachable.",
        })
final class VaultKeyList implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        KeyReport report = invocation.carryOut(new ListVaultKeys());
        return Answer.of(report, KeyLines.of(report, invocation.style()), report.isWell());
    }
}
