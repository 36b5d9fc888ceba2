package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.practices.backup.HealReport;
import dev.holdfast.practices.backup.HealReport.State;
import dev.holdfast.practices.backup.HealReport.StorageHealth;
import dev.holdfast.practices.backup.HealVault;
import dev.holdfast.vault.Mending.Fixed;
import dev.holdfast.vault.Mending.Unmended;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast vault heal`
@Command(
        name = "heal",
        description = "Mends damaged and missing objects from good copies in other storages.",
        footer = {
            "",
            "Nothing is replaced unless a good copy of it was read and verified before. Journaled.",
            "",
            "Example:",
            "  holdfast vault heal",
            "  holdfast vault heal cloud --depth listing",
            "",
            "Exit codes: 0 all is well now; 1 something could not be mended; 3 configuration,",
            "  such as a wrong key; 4 unreachable.",
        })
final class VaultHeal implements Action {
    private static final int MOST_LINES = 20;
    private static final int MOST_SNAPSHOTS = 3;

    enum Depth {
        LISTING,
        HASHES
    }

    @Parameters(arity = "0..*", paramLabel = "STORAGE", description = "Mend these; default: all.")
    List<String> storages = List.of();

    @Option(
            names = "--depth",
            paramLabel = "DEPTH",
            description = {
                "hashes (the default) reads every object; listing only looks for what is missing",
                "or has another size.",
            })
    Depth depth = Depth.HASHES;

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        HealReport report = invocation.carryOut(new HealVault(storages, depth == Depth.HASHES));
        return Answer.of(report, lines(report, invocation.style()), report.isWell());
    }

    private static List<String> lines(HealReport report, Style style) {
        Table table = new Table("STORAGE", "STATE", ">OBJECTS", ">SIZE", ">MENDED", ">NOT MENDED");
        List<String> below = new ArrayList<>();
        for (StorageHealth storage : report.storages()) {
            table.row(
                    storage.name(),
                    state(storage.state(), style),
                    Figures.count(storage.objects()),
                    Figures.size(storage.bytes()),
                    Figures.count(storage.mended().size()),
                    Figures.count(storage.unmended().size()));
            append(storage, below, style);
        }
        List<String> lines = new ArrayList<>(table.lines(style));
        lines.addAll(below);
        return lines;
    }

    private static String state(State state, Style style) {
        String word = state.name().toLowerCase(Locale.ROOT);
        return state == State.WELL || state == State.MENDED ? style.good(word) : style.bad(word);
    }

    private static void append(StorageHealth storage, List<String> lines, Style style) {
        List<String> said = new ArrayList<>();
        storage.unmended().forEach(each -> said.add(unmended(storage.name(), each, style)));
        storage.mended().forEach(each -> said.add(mended(storage.name(), each)));
        lines.addAll(said.subList(0, Math.min(MOST_LINES, said.size())));
        if (said.size() > MOST_LINES) {
            lines.add(
                    "%s: and %d more; all of them with --json"
                            .formatted(storage.name(), said.size() - MOST_LINES));
        }
        storage.problem()
                .ifPresent(problem -> {
                    lines.add(style.bad("! ") + storage.name() + ": " + problem.message());
                    lines.add("  " + style.faint(problem.hint()));
                });
    }

    private static String mended(String storage, Fixed fixed) {
        return "%s: mended %s from '%s': %s"
                .formatted(storage, fixed.object(), fixed.from(), fixed.wrong());
    }

    private static String unmended(String storage, Unmended unmended, Style style) {
        return "%s%s: %s: %s; not mended: %s%s"
                .formatted(
                        style.bad("! "),
                        storage,
                        unmended.object(),
                        unmended.wrong(),
                        unmended.why(),
                        affected(unmended.snapshots()));
    }

    private static String affected(List<String> snapshots) {
        if (snapshots.isEmpty()) {
            return "";
        }
        List<String> first = snapshots.reversed().stream().limit(MOST_SNAPSHOTS).toList();
        String more =
                snapshots.size() > MOST_SNAPSHOTS
                        ? " and %d more".formatted(snapshots.size() - MOST_SNAPSHOTS)
                        : "";
        return "; needed by snapshots " + String.join(", ", first) + more;
    }
}
