package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.PinBackup;
import dev.holdfast.practices.backup.PinResult;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast backup pin`
@Command(
        name = "pin",
        description = "Keeps a snapshot, whatever keep: says.",
        footer = {
            "",
            "Example:",
            "  holdfast backup pin 20261122-094512 --until 2027-01-31 --reason 'year end'",
            "",
            "Exit codes: 0 pinned; 1 not in every storage that holds it; 2 no such snapshot;",
            "  3 configuration; 4 unreachable.",
        })
final class BackupPin implements Action {
    @Parameters(paramLabel = "SNAPSHOT", description = "Its id, or the beginning of it.")
    String id = "";

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "A day, or a moment such as 2027-01-31T12:00:00Z; default: for ever.")
    Optional<String> until = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Shown with the snapshot.")
    String reason = "";

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        ZoneId zone = invocation.session().estate().timeZone();
        Instant now = invocation.clock().instant();
        Optional<Instant> end = until.map(text -> moment(text, zone));
        end.filter(moment -> !moment.isAfter(now))
                .ifPresent(_ -> {
                    throw wrong("'%s' is not in the future".formatted(until.orElse("")));
                });
        PinResult result = invocation.carryOut(new PinBackup(id, end, reason));
        return answer(result, "is pinned", invocation.style());
    }

    /// A day lasts to its end, in the estate's time zone.
    private static Instant moment(String text, ZoneId zone) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw wrong("'%s' is neither a day nor a moment".formatted(text));
        }
    }

    private static HoldfastException wrong(String message) {
        return new HoldfastException(
                ProblemCode.USAGE, message, "write --until 2027-01-31, or 2027-01-31T12:00:00Z");
    }

    static Answer answer(PinResult result, String what, Style style) {
        List<String> lines = new ArrayList<>();
        if (!result.storages().isEmpty()) {
            lines.add(
                    "snapshot %s %s in %s"
                            .formatted(
                                    result.snapshot(),
                                    style.good(what),
                                    String.join(", ", result.storages())));
        }
        result.failures().forEach(failure -> lines.add(style.bad("! ") + failure));
        return Answer.of(result, lines, result.isWell());
    }
}
