package dev.holdfast.cli.command;

import dev.holdfast.core.alert.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast monitor ack`
@Command(
        name = "ack",
        description = "Says that somebody looks after a problem: no reminders until it ends.",
        footer = {
            "",
            "What differs from before (version, settings, extensions, schema) is expected from",
            "then on.",
            "",
            "Example:",
            "  holdfast monitor ack schema shop",
            "",
            "Exit codes: 0 done; 2 no such database; 3 configuration.",
        })
final class MonitorAck implements Action {
    @Parameters(index = "0", paramLabel = "CHECK", description = "Such as schema; '*' for all.")
    String check = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATABASE",
            description = "Such as shop; default: all.")
    Optional<String> database = Optional.empty();

    @Override
    public Answer run(Invocation invocation) {
        List<Alert> acknowledged =
                invocation
                        .session()
                        .alerts()
                        .acknowledge(check, database.map(invocation::label).orElse("*"));
        List<String> lines = new ArrayList<>();
        acknowledged.forEach(each ->
                lines.add(
                        "%s of %s: nobody is reminded of it any more"
                                .formatted(each.check(), each.database())));
        if (lines.isEmpty()) {
            lines.add("no open problem was waiting for it; what is now is expected");
        }
        return Answer.of(Map.of("acknowledged", acknowledged), lines);
    }
}
