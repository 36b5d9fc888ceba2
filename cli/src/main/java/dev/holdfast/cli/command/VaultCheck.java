package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.practices.backup.CheckVault;
import dev.holdfast.practices.backup.VaultReport;
import dev.holdfast.practices.backup.VaultReport.VaultCopy;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `holdfast vault check`
@Command(
        name = "check",
        description = "Unlocks the vault in every storage and looks for what is missing.",
        footer = {
            "",
            "Example:",
            "  holdfast vault check --hashes",
            "  holdfast vault check --vault /mnt/usb/vault --key vault.key",
            "",
            "Exit codes: 0 everything is there; 1 something is missing or damaged;",
            "  3 configuration, such as a wrong key; 4 unreachable.",
        })
final class VaultCheck implements Action {
    @Option(names = "--hashes", description = "Also read every object and compare its hash.")
    boolean hashes;

    @Mixin final BareVaultOptions bare = new BareVaultOptions();

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        invocation.session(bare.vault());
        VaultReport report = invocation.carryOut(new CheckVault(hashes));
        return Answer.of(report, lines(report, invocation.style()), report.isWell());
    }

    static List<String> lines(VaultReport report, Style style) {
        Table table = new Table("STORAGE", "STATE", ">SNAPSHOTS", ">OBJECTS", ">SIZE", "LOCATION~");
        for (VaultCopy copy : report.storages()) {
            table.row(
                    copy.name(),
                    copy.problems().isEmpty() ? style.good(copy.state()) : style.bad(copy.state()),
                    Figures.count(copy.snapshots()),
                    Figures.count(copy.objects()),
                    Figures.size(copy.bytes()),
                    copy.location());
        }
        List<String> lines = new ArrayList<>(table.lines(style));
        for (VaultCopy copy : report.storages()) {
            copy.problems()
                    .forEach(problem -> lines.add(style.bad("! ") + copy.name() + ": " + problem));
        }
        lines.add("");
        lines.add("receipts are signed by " + report.fingerprint());
        return lines;
    }
}
