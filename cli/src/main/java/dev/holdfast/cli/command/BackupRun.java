package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Facts;
import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.practices.backup.BackupResult;
import dev.holdfast.practices.backup.BackupResult.State;
import dev.holdfast.practices.backup.BackupResult.StorageResult;
import dev.holdfast.practices.backup.RunBackup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast backup run`
@Command(
        name = "run",
        description = "Takes a snapshot of a database's server into all its storages.",
        footer = {
            "",
            "Reads only what changed since the last snapshot where the server can tell.",
            "",
            "Example:",
            "  holdfast backup run shop@production",
            "",
            "Exit codes: 0 stored everywhere; 1 a storage lacks it or a page is damaged on",
            "  the server; 3 configuration; 4 unreachable; 5 refused, such as a missing",
            "  grant.",
        })
final class BackupRun implements Action {
    @Parameters(paramLabel = "DATABASE", description = "Such as shop, or shop@production.")
    String database = "";

    @Option(
            names = "--full",
            description = "Read and store everything anew, whatever former snapshots hold.")
    boolean full;

    @Option(
            names = "--accept-new-server",
            description = "Go on although the server is another one, or was upgraded.")
    boolean acceptNewServer;

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        String label = invocation.label(database);
        BackupResult result = invocation.carryOut(new RunBackup(label, full, acceptNewServer));
        return Answer.of(
                result, lines(result, label, invocation.style()), result.concerns().isEmpty());
    }

    private static boolean isBehind(BackupResult result) {
        return result.storages().stream().anyMatch(storage -> storage.state() != State.STORED);
    }

    private static List<String> lines(BackupResult result, String label, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.strong("snapshot " + result.snapshot()) + " of " + label);
        Facts facts =
                new Facts()
                        .fact("read", read(result))
                        .fact("mode", result.mode().name().toLowerCase(Locale.ROOT))
                        .fact("reason", result.reason())
                        .fact("took", Figures.seconds(result.seconds()));
        result.storages().forEach(storage -> facts.fact("stored in", stored(storage, style)));
        result.damages().forEach(damage -> facts.fact("damaged", style.bad(damage)));
        lines.addAll(facts.lines(style));
        lines.add("");
        if (isBehind(result)) {
            lines.add(
                    "mend the storage (holdfast check says what is wrong), then: holdfast vault sync");
        }
        lines.add("next: holdfast backup prove " + label);
        return lines;
    }

    private static String read(BackupResult result) {
        return Figures.size(result.readBytes())
                + " of "
                + Figures.size(result.databaseBytes())
                + ", and "
                + Figures.size(result.walBytes())
                + " of write-ahead log";
    }

    private static String stored(StorageResult storage, Style style) {
        return switch (storage.state()) {
            case STORED -> storage.name() + ": " + Figures.size(storage.bytes()) + " added";
            case BEHIND ->
                    storage.name() + ": " + style.warning("behind") + ", " + storage.message();
            case FAILED -> storage.name() + ": " + style.bad("failed") + ", " + storage.message();
        };
    }
}
