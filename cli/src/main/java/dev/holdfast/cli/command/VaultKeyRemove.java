package dev.holdfast.cli.command;

import dev.holdfast.practices.backup.KeyReport;
import dev.holdfast.practices.backup.RemoveVaultKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast vault key remove`
@Command(
        name = "remove",
        description = "Lets a key open the vault no more, from the newest wrapped keys on.",
        footer = {
            "",
            "Earlier wrapped keys stay where they are: whoever has that key and a copy of them can",
            "still read what they can reach.",
            "",
            "Example:",
            "  holdfast vault key remove 3f2a9c",
            "",
            "Exit codes: 0 removed everywhere; 1 a storage did not answer; 2 no such key;",
            "  3 configuration, such as a wrong key; 4 unreachable; 5 it is the key in use.",
        })
final class VaultKeyRemove implements Action {
    @Parameters(
            paramLabel = "KEYID",
            description = "As vault key list shows it; the beginning is enough.")
    String keyId = "";

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        KeyReport report = invocation.carryOut(new RemoveVaultKey(keyId));
        List<String> lines = new ArrayList<>();
        report.change()
                .ifPresent(change ->
                        lines.add("key %s opens the vault no more".formatted(change.keyId())));
        lines.addAll(KeyLines.of(report, invocation.style()));
        return Answer.of(report, lines, report.isWell());
    }
}
