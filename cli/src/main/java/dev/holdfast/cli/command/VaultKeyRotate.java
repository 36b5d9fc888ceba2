package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.practices.backup.KeyReport;
import dev.holdfast.practices.backup.KeyReport.Change;
import dev.holdfast.practices.backup.RotateVaultKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/// `holdfast vault key rotate`
@Command(
        name = "rotate",
        description = "Puts a new vault key in place of the one in use. Rewrites no data.",
        footer = {
            "",
            "The old key stays beside the new one. Whoever has it and a copy of the old wrapped keys",
            "can still read what they can reach: rotation does not change what is stored.",
            "",
            "Example:",
            "  holdfast vault key rotate",
            "",
            "Exit codes: 0 all storages open with the new key; 1 one did not get it;",
            "  3 configuration, such as a wrong key; 4 unreachable; 5 refused.",
        })
final class VaultKeyRotate implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        KeyReport report = invocation.carryOut(new RotateVaultKey());
        List<String> lines = new ArrayList<>();
        report.change().ifPresent(change -> append(change, lines, invocation.style()));
        lines.addAll(KeyLines.of(report, invocation.style()));
        return Answer.of(report, lines, report.isWell());
    }

    private static void append(Change change, List<String> lines, Style style) {
        lines.add(style.strong("the new key is in " + change.file()));
        lines.add(style.warning("keep a copy of it elsewhere: without it, no backup can be read"));
        lines.add("the old key is kept in " + change.formerFile());
        lines.add("");
    }
}
