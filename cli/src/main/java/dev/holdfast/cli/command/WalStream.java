package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.practices.backup.StreamWal;
import dev.holdfast.practices.backup.StreamWalResult;
import dev.holdfast.practices.backup.StreamWalResult.State;
import dev.holdfast.practices.backup.StreamWalResult.StorageResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast wal stream`
@Command(
        name = "stream",
        description = "Stores a server's write-ahead log in every storage, as it is written.",
        footer = {
            "",
            "Runs until Ctrl-C. After any break, of whichever side, it goes on where what is",
            "stored ends. Any moment since a snapshot that was taken while it ran can then be",
            "restored: holdfast backup restore --at.",
            "",
            "Example:",
            "  holdfast wal stream shop",
            "",
            "Exit codes: 0 ended by Ctrl-C, everything stored; 1 ended, and a storage is",
            "  behind; 3 configuration; 4 unreachable at the start; 5 refused: it is being",
            "  streamed already, or the server is not the one that was streamed.",
        })
final class WalStream implements Action {
    @Parameters(paramLabel = "DATABASE", description = "Such as shop, or shop@production.")
    String database = "";

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        StreamWal request = new StreamWal(invocation.label(database));
        StreamWalResult result = invocation.carryOut(request);
        boolean well = result.storages().stream().allMatch(each -> each.state() == State.STORED);
        Instant now = invocation.clock().instant();
        return Answer.of(result, lines(result, now, invocation.style()), well);
    }

    private static List<String> lines(StreamWalResult result, Instant now, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "streamed %s of WAL of %s in %s"
                        .formatted(
                                Figures.size(result.bytes()),
                                result.server(),
                                Figures.seconds(result.seconds())));
        Table table = new Table("STORAGE", "STATE", "STORED TO", "RECOVERY POINT");
        result.storages().forEach(storage -> table.row(row(storage, now, style)));
        lines.addAll(table.lines(style));
        return lines;
    }

    private static String[] row(StorageResult storage, Instant now, Style style) {
        return new String[] {
            storage.name(),
            storage.state() == State.STORED ? style.good("stored") : style.bad("behind"),
            storage.storedTo(),
            storage.recoveryPoint().map(time -> Figures.age(time, now)).orElse("-")
        };
    }
}
