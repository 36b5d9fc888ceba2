package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.problem.Finding;
import java.util.ArrayList;
import java.util.List;

/// Findings, each with what to type now.
record FindingLines(Style style) {
    private static final String INDENT = "  ";

    List<String> of(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add(INDENT + severity(finding.severity()) + " " + finding.message());
            finding.remedy()
                    .lines()
                    .forEach(remedy -> lines.add(INDENT + "        " + style.faint(remedy)));
        }
        return lines;
    }

    private String severity(Finding.Severity severity) {
        return switch (severity) {
            case NOTE -> "note   ";
            case WARNING -> style.warning("warning");
            case ERROR -> style.bad("ERROR  ");
        };
    }
}
