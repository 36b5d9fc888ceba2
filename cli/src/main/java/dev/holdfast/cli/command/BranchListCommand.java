package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.practices.branch.BranchCard;
import dev.holdfast.practices.branch.BranchState;
import dev.holdfast.practices.branch.BranchState.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        List<BranchState> branches = invocation.session().branches().list();
        Instant now = invocation.clock().instant();
        Map<String, Object> document =
                Map.of("branches", branches.stream().map(state -> document(state, now)).toList());
        boolean well = branches.stream().allMatch(state -> state.health() == Health.RUNNING);
        return Answer.of(document, lines(branches, now, invocation.style()), well);
    }

    private static Map<String, Object> document(BranchState state, Instant now) {
        BranchCard branch = state.branch();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", branch.name());
        document.put("state", state.health());
        document.put("why", state.why());
        document.put("server", branch.server());
        document.put("moment", branch.moment());
        document.put("kind", branch.kind());
        document.put("url", branch.url());
        document.put("opened", branch.opened());
        document.put("ends", branch.ends());
        document.put("ttlSeconds", left(branch, now).toSeconds());
        document.put("bytes", state.usedBytes());
        document.put("storage", branch.storage());
        document.put("snapshot", branch.snapshot());
        document.put("version", branch.version());
        document.put("lacking", branch.lacking());
        return document;
    }

    private static List<String> lines(List<BranchState> branches, Instant now, Style style) {
        if (branches.isEmpty()) {
            return List.of("no branch is open; holdfast branch open DATABASE");
        }
        Table table = new Table("NAME", "OF", "AT", "STATE", "KIND", "LEFT", "DISK");
        branches.forEach(state -> table.row(row(state, now, style)));
        List<String> lines = new ArrayList<>(table.lines(style));
        for (BranchState state : branches) {
            String name = state.branch().name();
            state.why().ifPresent(why -> lines.add(style.bad(name) + ": " + why));
            lines.add(style.faint(name + ": " + state.branch().url()));
        }
        return lines;
    }

    private static String[] row(BranchState state, Instant now, Style style) {
        BranchCard branch = state.branch();
        String health = state.health().name().toLowerCase(Locale.ROOT);
        return new String[] {
            branch.name(),
            branch.server(),
            shown(branch.moment()),
            state.health() == Health.RUNNING ? style.good(health) : style.bad(health),
            branch.kind().name().toLowerCase(Locale.ROOT),
            Figures.wholeSeconds(left(branch, now)),
            Figures.size(state.usedBytes())
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

    private static Duration left(BranchCard branch, Instant now) {
        Duration left = Duration.between(now, branch.ends());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
