package dev.holdfast.cli.command;

import dev.holdfast.core.alert.Silence;
import dev.holdfast.core.estate.option.Quantities;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast monitor silence`
@Command(
        name = "silence",
        description = "Lets nobody be told of a problem for a while, with a reason.",
        footer = {
            "",
            "The problem is still watched; if it is there when the silence ends, it is told then.",
            "",
            "Example:",
            "  holdfast monitor silence replication-lag shop --for 2h --reason \"moving a standby\"",
            "",
            "Exit codes: 0 done; 2 wrong usage; 3 configuration.",
        })
final class MonitorSilence implements Action {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CHECK",
            description = "Such as replication-lag; '*' for all.")
    Optional<String> check = Optional.empty();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATABASE",
            description = "Such as shop; default: all.")
    Optional<String> database = Optional.empty();

    @Option(names = "--for", paramLabel = "DURATION", description = "How long, such as 2h.")
    String length = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; for the others.")
    String reason = "";

    @Option(names = "--end", paramLabel = "N", description = "End this one now instead.")
    Optional<Long> end = Optional.empty();

    @Override
    public Answer run(Invocation invocation) {
        return end.isPresent() ? end(invocation, end.get()) : begin(invocation);
    }

    private static Answer end(Invocation invocation, long id) {
        if (!invocation.session().alerts().endSilence(id)) {
            throw usage("there is no silence " + id, "holdfast monitor alerts");
        }
        return Answer.of(Map.of("ended", id), List.of("silence " + id + " has ended"));
    }

    private Answer begin(Invocation invocation) {
        if (check.isEmpty() || reason.isBlank()) {
            throw usage(
                    "a silence needs a check, a length and a reason",
                    "holdfast monitor silence CHECK [DATABASE] --for 2h --reason \"…\"");
        }
        Duration wanted =
                Quantities.duration(length)
                        .orElseThrow(() ->
                                usage(
                                        "--for is no duration: '" + length + "'",
                                        "write --for 2h, or --for \"1 h 30 min\""));
        Silence silence =
                invocation
                        .session()
                        .alerts()
                        .silence(
                                check.get(),
                                database.map(invocation::label).orElse("*"),
                                wanted,
                                reason);
        return Answer.of(
                silence,
                List.of(
                        MonitorAlerts.silence(silence),
                        "end it before: holdfast monitor silence --end " + silence.id()));
    }

    private static HoldfastException usage(String message, String hint) {
        return new HoldfastException(ProblemCode.USAGE, message, hint);
    }
}
