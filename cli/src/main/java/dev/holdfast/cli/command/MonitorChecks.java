package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.core.health.Health;
import dev.holdfast.practices.monitor.check.CheckResult;
import dev.holdfast.practices.monitor.check.ChecksReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast monitor checks`
@Command(
        name = "checks",
        description = "Asks every check once, and says what is not well and what to do.",
        footer = {
            "",
            "One read-only connection to each server, every statement bounded. What it measures",
            "is kept, so that the next time can compare.",
            "",
            "Example:",
            "  holdfast monitor checks shop",
            "",
            "Exit codes: 0 all is well; 1 something is not, or could not be judged;",
            "  3 configuration.",
        })
final class MonitorChecks implements Action {
    @Parameters(
            arity = "0..1",
            paramLabel = "DATABASE",
            description = "Such as shop; default: all, and the storages.")
    Optional<String> database = Optional.empty();

    @Option(
            names = {"-a", "--all"},
            description = "Also what is well.")
    boolean all;

    @Override
    public Answer run(Invocation invocation) {
        ChecksReport report = invocation.session().checks(database.map(invocation::label));
        return Answer.of(report, lines(report, invocation.style()), report.isWell());
    }

    private List<String> lines(ChecksReport report, Style style) {
        List<String> lines = new ArrayList<>();
        List<CheckResult> bad =
                report.checks().stream().filter(each -> each.state() != Health.OK).toList();
        List<CheckResult> shown = all ? report.checks() : bad;
        if (!shown.isEmpty()) {
            Table table = new Table("CHECK", "DATABASE~", "STATE", ">VALUE", "MESSAGE~");
            shown.forEach(each -> append(each, table, style));
            lines.addAll(table.lines(style));
            lines.add("");
        }
        bad.forEach(each -> append(each, lines, style));
        lines.add(summary(report, bad.size(), style));
        return lines;
    }

    private static void append(CheckResult result, Table table, Style style) {
        table.row(
                result.check(),
                result.database(),
                state(result.state(), style),
                result.value().map(result.unit()::text).orElse("-"),
                result.message());
    }

    /// What is not well in full, whatever the table had to cut.
    private static void append(CheckResult result, List<String> lines, Style style) {
        lines.add(
                "%s %s: %s"
                        .formatted(
                                style.strong(result.check()), result.database(), result.message()));
        result.hint().lines().forEach(hint -> lines.add("  " + style.faint(hint)));
    }

    private static String summary(ChecksReport report, int bad, Style style) {
        String cost = "it took " + Figures.seconds(report.cost());
        int count = report.checks().size();
        return bad == 0
                ? style.good("all is well") + ": " + count + " checks; " + cost
                : "%d of %d checks are not well; %s".formatted(bad, count, cost);
    }

    static String state(Health state, Style style) {
        return switch (state) {
            case OK -> style.good("ok");
            case UNKNOWN -> style.warning("unknown");
            case WARNING -> style.warning("warning");
            case CRITICAL -> style.bad("critical");
        };
    }
}
