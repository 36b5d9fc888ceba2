package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.practices.backup.KeyReport;
import dev.holdfast.practices.backup.KeyReport.State;
import dev.holdfast.practices.backup.KeyReport.StorageKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which keys open which storage, as lines.
final class KeyLines {
    private KeyLines() {}

    static List<String> of(KeyReport report, Style style) {
        Table table = new Table("STORAGE", "STATE", ">GENERATION", "OPENS WITH~");
        List<String> problems = new ArrayList<>();
        for (StorageKeys storage : report.storages()) {
            table.row(
                    storage.name(),
                    state(storage.state(), style),
                    storage.generation() == 0 ? "-" : Integer.toString(storage.generation()),
                    String.join(" ", storage.keyIds()));
            append(storage, problems, style);
        }
        List<String> lines = new ArrayList<>(table.lines(style));
        lines.addAll(problems);
        lines.add("");
        lines.add("in use: " + report.inUse());
        report.kept()
                .forEach(
                        kept -> lines.add("kept:   %s in %s".formatted(kept.keyId(), kept.file())));
        return lines;
    }

    private static String state(State state, Style style) {
        String word = state.name().toLowerCase(Locale.ROOT);
        return switch (state) {
            case CURRENT -> style.good(word);
            case BEHIND -> style.warning(word);
            case FAILED -> style.bad(word);
        };
    }

    private static void append(StorageKeys storage, List<String> lines, Style style) {
        if (storage.state() == State.BEHIND) {
            lines.add(
                    "! %s has other keys than the newest; bring them: holdfast vault sync %s"
                            .formatted(storage.name(), storage.name()));
        }
        storage.problem()
                .ifPresent(problem -> {
                    lines.add(style.bad("! ") + storage.name() + ": " + problem.message());
                    lines.add(
                            "  it keeps the keys that it has; once it answers: holdfast vault sync "
                                    + storage.name());
                });
    }
}
