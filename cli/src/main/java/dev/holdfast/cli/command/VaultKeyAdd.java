package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.practices.backup.AddVaultKey;
import dev.holdfast.practices.backup.KeyReport;
import dev.holdfast.practices.backup.KeyReport.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast vault key add`
@Command(
        name = "add",
        description = "Lets a further key open the vault, such as one kept in escrow.",
        footer = {
            "",
            "Example:",
            "  holdfast vault key add /media/usb/escrow.key",
            "",
            "Exit codes: 0 all storages open with it; 1 one did not get it;",
            "  3 configuration, such as a wrong key; 4 unreachable.",
        })
final class VaultKeyAdd implements Action {
    @Parameters(
            paramLabel = "FILE",
            description = "32 bytes in base64; a new key is made where there is no file.")
    Path file = Path.of("");

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        String absolute = file.toAbsolutePath().normalize().toString();
        KeyReport report = invocation.carryOut(new AddVaultKey(absolute));
        List<String> lines = new ArrayList<>();
        report.change().ifPresent(change -> append(change, lines, invocation.style()));
        lines.addAll(KeyLines.of(report, invocation.style()));
        return Answer.of(report, lines, report.isWell());
    }

    private static void append(Change change, List<String> lines, Style style) {
        if (change.isNew()) {
            lines.add(style.strong("a new key was written to " + change.file()));
            lines.add(style.warning("take it elsewhere: it opens every backup of this vault"));
        }
        lines.add("key %s opens the vault".formatted(change.keyId()));
        lines.add("");
    }
}
