package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.core.alert.Alert;
import dev.holdfast.core.alert.Silence;
import dev.holdfast.practices.monitor.AlertList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/// `holdfast monitor alerts`
@Command(
        name = "alerts",
        description = "Lists problems, open ones first, and what is silenced.",
        footer = {
            "",
            "Example:",
            "  holdfast monitor alerts",
            "",
            "Exit codes: 0 none is open; 1 some are; 3 configuration.",
        })
final class MonitorAlerts implements Action {

    @Override
    public Answer run(Invocation invocation) {
        AlertList list = invocation.session().alerts().list();
        boolean well = list.alerts().stream().allMatch(each -> each.resolved().isPresent());
        return Answer.of(list, lines(list, invocation), well);
    }

    private static List<String> lines(AlertList list, Invocation invocation) {
        Instant now = invocation.clock().instant();
        List<String> lines = new ArrayList<>();
        if (list.alerts().isEmpty()) {
            lines.add("there was no problem yet");
        } else {
            Table table = new Table("CHECK", "DATABASE~", "STATE", "SINCE", "MESSAGE~");
            list.alerts().forEach(each -> append(each, table, invocation, now));
            lines.addAll(table.lines(invocation.style()));
        }
        list.silences().forEach(each -> lines.add(silence(each)));
        return lines;
    }

    private static void append(Alert alert, Table table, Invocation invocation, Instant now) {
        String state =
                alert.resolved().isPresent()
                        ? invocation.style().good("resolved")
                        : MonitorChecks.state(alert.state(), invocation.style())
                                + (alert.acknowledged().isPresent() ? " (seen)" : "");
        table.row(
                alert.check(),
                alert.database(),
                state,
                Figures.age(alert.opened(), now),
                alert.message());
    }

    static String silence(Silence silence) {
        return "silence %d: %s of %s until %s: %s (%s)"
                .formatted(
                        silence.id(),
                        silence.check().equals("*") ? "everything" : silence.check(),
                        silence.database().equals("*") ? "every database" : silence.database(),
                        Figures.time(silence.until()),
                        silence.reason(),
                        silence.by());
    }
}
