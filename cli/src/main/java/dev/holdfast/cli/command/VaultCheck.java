package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.practices.backup.CheckVault;
import dev.holdfast.practices.backup.VaultReport;
import dev.holdfast.practices.backup.VaultReport.VaultCopy;
import dev.holdfast.vault.CopyCheck.Depth;
import dev.holdfast.vault.CopyCheck.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            "  holdfast vault check --depth hashes",
            "  holdfast vault check --vault /mnt/usb/vault --key vault.key",
            "",
            "Exit codes: 0 everything is there; 1 something is missing or damaged;",
            "  3 configuration, such as a wrong key; 4 unreachable.",
        })
final class VaultCheck implements Action {
    private static final int MOST_PROBLEMS = 10;
    private static final int MOST_AFFECTED = 3;

    @Option(
            names = "--depth",
            paramLabel = "DEPTH",
            description = {
                "listing (the default): everything is there with its size;",
                "hashes: and every byte is as it was stored;",
                "everything: and all of it unpacks, and every page map leads to its pages.",
            })
    Depth depth = Depth.LISTING;

    @Option(names = "--hashes", description = "The same as --depth hashes.")
    boolean hashes;

    @Mixin final BareVaultOptions bare = new BareVaultOptions();

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        invocation.session(bare.vault());
        Depth wanted = hashes && depth == Depth.LISTING ? Depth.HASHES : depth;
        VaultReport report = invocation.carryOut(new CheckVault(wanted));
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
        report.storages().forEach(copy -> append(copy, lines, style));
        lines.add("");
        lines.add("receipts are signed by " + report.fingerprint());
        return lines;
    }

    private static void append(VaultCopy copy, List<String> lines, Style style) {
        int flawsFrom = copy.problems().size() - copy.flaws().size();
        for (int i = 0; i < Math.min(MOST_PROBLEMS, copy.problems().size()); i++) {
            lines.add(style.bad("! ") + copy.name() + ": " + copy.problems().get(i));
            if (i >= flawsFrom) {
                affected(copy.flaws().get(i - flawsFrom)).ifPresent(lines::add);
            }
        }
        if (copy.problems().size() > MOST_PROBLEMS) {
            lines.add(
                    "%s: and %d more; all of them with --json"
                            .formatted(copy.name(), copy.problems().size() - MOST_PROBLEMS));
        }
        if (!copy.flaws().isEmpty()) {
            lines.add("  " + style.faint("mend it: holdfast vault heal " + copy.name()));
        }
        copy.extra()
                .filter(extra -> extra.objects() > 0)
                .ifPresent(extra ->
                        lines.add(
                                "%s: no snapshot leads to %s objects, %s: left by what was interrupted, or running now"
                                        .formatted(
                                                copy.name(),
                                                Figures.count(extra.objects()),
                                                Figures.size(extra.bytes()))));
    }

    private static Optional<String> affected(Flaw flaw) {
        List<String> all = flaw.affected();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String first = String.join(", ", all.subList(0, Math.min(MOST_AFFECTED, all.size())));
        String more =
                all.size() > MOST_AFFECTED
                        ? " and %d more".formatted(all.size() - MOST_AFFECTED)
                        : "";
        return Optional.of("  affects " + first + more);
    }
}
