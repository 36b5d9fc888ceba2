package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.practices.branch.BranchList;
import dev.holdfast.practices.branch.BranchList.Line;
import dev.holdfast.practices.branch.BranchState.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/// `holdfast branch list`
@Command(
        name = "list",
        description = "Lists the branches that are open on this machine.",
        footer = {
            "",
            "Example:",
            "  holdfast branch list",
            "",
            "Exit codes: 0 all is well; 1 one is broken or stalled; 3 configuration.",
        })
final class BranchListCommand implements Action {

    @Override
    public Answer run(Invocation invocation) {
        BranchList list = invocation.session().branchList();
        return Answer.of(list, lines(list.branches(), invocation.style()), list.isWell());
    }

    private static List<String> lines(List<Line> branches, Style style) {
        if (branches.isEmpty()) {
            return List.of("no branch is open; holdfast branch open DATABASE");
        }
        Table table = new Table("NAME", "OF", "AT", "STATE", "KIND", "LEFT", "DISK");
        branches.forEach(branch -> table.row(row(branch, style)));
        List<String> lines = new ArrayList<>(table.lines(style));
        for (Line branch : branches) {
            branch.why().ifPresent(why -> lines.add(style.bad(branch.name()) + ": " + why));
            lines.add(style.faint(branch.name() + ": " + branch.url()));
        }
        return lines;
    }

    private static String[] row(Line branch, Style style) {
        String health = branch.state().name().toLowerCase(Locale.ROOT);
        return new String[] {
            branch.name(),
            branch.server(),
            shown(branch.moment()),
            branch.state() == Health.RUNNING ? style.good(health) : style.bad(health),
            branch.kind().name().toLowerCase(Locale.ROOT),
            Figures.wholeSeconds(Duration.ofSeconds(branch.ttlSeconds())),
            Figures.size(branch.bytes())
        };
    }

    /// A time to the second, anything else as it is.
    private static String shown(String moment) {
        try {
            return Figures.time(Instant.parse(moment));
        } catch (DateTimeParseException e) {
            return moment;
        }
    }
}
