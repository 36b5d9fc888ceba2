package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.practices.overview.CheckReport;
import dev.holdfast.practices.overview.CheckReport.ServerCheck;
import dev.holdfast.practices.overview.CheckReport.StorageCheck;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/// `holdfast check`
@Command(
        name = "check",
        description = "Validates the file, reaches everything, and says what is missing.",
        footer = {
            "",
            "Changes nothing on servers. In each storage it tries to delete one hidden",
            "object that it makes for that, to say what a stolen credential could destroy.",
            "",
            "Example:",
            "  holdfast check",
            "",
            "Exit codes: 0 nothing stands in the way; 1 something does; 3 configuration",
            "  invalid.",
        })
final class Check implements Action {

    @Override
    public Answer run(Invocation invocation) {
        CheckReport report = invocation.session().check();
        return Answer.of(report, lines(report, invocation.style()), report.isWell());
    }

    private static List<String> lines(CheckReport report, Style style) {
        FindingLines findings = new FindingLines(style);
        List<String> lines = new ArrayList<>();
        for (ServerCheck server : report.servers()) {
            lines.add(style.strong(server.label()) + "  " + server(server, style));
            lines.addAll(findings.of(server.findings()));
        }
        lines.add("");
        for (StorageCheck storage : report.storages()) {
            boolean usable = storage.state().equals("well");
            String state = usable ? style.good(storage.state()) : style.bad(storage.state());
            lines.add(style.strong(storage.name()) + "  " + state + ", " + storage.location());
            storage.attempts().stream()
                    .filter(attempt -> attempt.deletion().isTried())
                    .forEach(attempt ->
                            lines.add(
                                    "  %s: %s %s"
                                            .formatted(
                                                    attempt.duty(),
                                                    attempt.credential(),
                                                    attempt.deletion().words())));
            lines.addAll(findings.of(storage.findings()));
        }
        if (!report.estate().isEmpty()) {
            lines.add("");
            lines.add(style.strong("the file"));
            lines.addAll(findings.of(subjects(report.estate())));
        }
        lines.add("");
        lines.add(
                report.isWell()
                        ? style.good("nothing stands in the way of what is declared")
                        : style.bad("not ready: mend what is marked ERROR"));
        return lines;
    }

    private static String server(ServerCheck server, Style style) {
        if (!server.isReached()) {
            return style.bad("not reached");
        }
        return "PostgreSQL %s at %s, %s%s"
                .formatted(
                        server.version(),
                        server.address(),
                        Figures.size(server.sizeBytes()),
                        server.standby() ? ", a standby" : "");
    }

    /// What is about the whole file says which part of it.
    private static List<Finding> subjects(List<Finding> findings) {
        return findings.stream()
                .map(each ->
                        new Finding(
                                each.severity(),
                                each.code(),
                                each.subject(),
                                each.subject() + ": " + each.message(),
                                each.remedy()))
                .toList();
    }
}
