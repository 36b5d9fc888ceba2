package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.practices.backup.InitVault;
import dev.holdfast.practices.backup.VaultReport;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `holdfast vault init`
@Command(
        name = "init",
        description = "Makes the vault in every storage that has none, and its key where missing.",
        footer = {
            "",
            "A vault that is there already is left as it is.",
            "",
            "Example:",
            "  holdfast vault init",
            "",
            "Exit codes: 0 every storage holds the vault; 1 one does not; 3 configuration,",
            "  such as a wrong key; 4 unreachable; 5 a storage holds another vault, or the former one",
            "  is nowhere.",
        })
final class VaultInit implements Action {
    @Option(
            names = "--new",
            description = {
                "Make a new vault although there was one before, which no storage holds now.",
            })
    boolean anew;

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        VaultReport report = invocation.carryOut(new InitVault(anew));
        Style style = invocation.style();
        List<String> lines = new ArrayList<>();
        if (!report.keyCreated().isEmpty()) {
            lines.add(style.strong("a new key was written to " + report.keyCreated()));
            lines.add(
                    style.warning(
                            "keep a copy of it elsewhere: without it, no backup can be read"));
            lines.add("");
        }
        lines.addAll(VaultCheck.lines(report, style));
        return Answer.of(report, lines, report.isWell());
    }
}
