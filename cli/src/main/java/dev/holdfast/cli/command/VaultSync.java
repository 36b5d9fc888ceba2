package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.practices.backup.Failure;
import dev.holdfast.practices.backup.SyncReport;
import dev.holdfast.practices.backup.SyncReport.Lacking;
import dev.holdfast.practices.backup.SyncReport.State;
import dev.holdfast.practices.backup.SyncReport.StorageSync;
import dev.holdfast.practices.backup.SyncVault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast vault sync`
@Command(
        name = "sync",
        description = "Brings storages up to what the others hold, copy to copy.",
        footer = {
            "",
            "Reads no database. What was interrupted goes on where it stopped: run it again.",
            "",
            "Example:",
            "  holdfast vault sync",
            "  holdfast vault sync usb --from onsite",
            "",
            "Exit codes: 0 nothing is lacking; 1 a storage still lacks something;",
            "  3 configuration, such as a wrong key; 4 unreachable.",
        })
final class VaultSync implements Action {
    private static final int MOST_LINES = 10;

    @Parameters(
            arity = "0..*",
            paramLabel = "STORAGE",
            description = {
                "Bring everything there; default: all, each what the databases' to: sends there.",
            })
    List<String> storages = List.of();

    @Option(
            names = "--from",
            paramLabel = "STORAGE",
            description = "Copy from this one only; default: all others.")
    Optional<String> from = Optional.empty();

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        SyncReport report = invocation.carryOut(new SyncVault(storages, from));
        return Answer.of(report, lines(report, invocation.style()), report.concerns().isEmpty());
    }

    private static List<String> lines(SyncReport report, Style style) {
        Table table =
                new Table(
                        "STORAGE", "STATE", ">SNAPSHOTS", ">OBJECTS", ">RECEIPTS", ">LOG", ">SIZE");
        List<String> problems = new ArrayList<>();
        for (StorageSync storage : report.storages()) {
            table.row(
                    storage.name(),
                    state(storage.state(), style),
                    Figures.count(storage.snapshots().size()),
                    Figures.count(storage.objects()),
                    Figures.count(storage.receipts()),
                    Figures.count(storage.logObjects()),
                    Figures.size(storage.bytes()));
            append(storage, problems, style);
        }
        List<String> lines = new ArrayList<>(table.lines(style));
        lines.addAll(problems);
        return lines;
    }

    private static String state(State state, Style style) {
        String words = state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (state) {
            case CURRENT, CAUGHT_UP -> style.good(words);
            case BEHIND -> style.warning(words);
            case FAILED -> style.bad(words);
        };
    }

    private static void append(StorageSync storage, List<String> lines, Style style) {
        if (storage.keys()) {
            lines.add(storage.name() + ": has the newest wrapped keys now");
        }
        storage.lacking().stream()
                .limit(MOST_LINES)
                .forEach(lacking -> append(storage, lacking, lines, style));
        if (storage.lacking().size() > MOST_LINES) {
            lines.add(
                    style.bad("! ")
                            + "%s: and %d more; all of them with --json"
                                    .formatted(
                                            storage.name(), storage.lacking().size() - MOST_LINES));
        }
        storage.problem().ifPresent(problem -> lines.addAll(said(storage.name(), problem, style)));
    }

    private static void append(
            StorageSync storage, Lacking lacking, List<String> lines, Style style) {
        String subject = storage.name() + " lacks " + lacking.snapshot();
        lines.addAll(said(subject, lacking.reason(), style));
    }

    private static List<String> said(String subject, Failure failure, Style style) {
        return List.of(
                style.bad("! ") + subject + ": " + failure.message(),
                "  " + style.faint(failure.hint()));
    }
}
