package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Facts;
import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.moment.MomentText;
import dev.holdfast.practices.branch.BranchCard;
import dev.holdfast.practices.branch.OpenBranch;
import dev.holdfast.practices.branch.OpenedBranch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast branch open`
@Command(
        name = "open",
        description = "Opens a moment as a running server of its own, and prints its address.",
        footer = {
            "",
            "The server is isolated and can be written to; nothing of it reaches the database",
            "it came from. It goes on when this command ends, until it is closed or its time",
            "is over. The password is shown here, once.",
            "",
            "Example:",
            "  holdfast branch open shop",
            "  holdfast branch open shop --at \"10 min ago\" --name before --ttl 30min",
            "  psql \"$(holdfast branch open shop --json | jq -r .url)\"",
            "",
            "Exit codes: 0 open; 1 the copy is damaged, or the server does not come up; 2",
            "  no such moment; 3 configuration; 4 unreachable; 5 refused: no room, a mask is",
            "  asked for, or there is a branch of that name.",
        })
final class BranchOpen implements Action {
    @Parameters(paramLabel = "DATABASE", description = "Such as shop, or shop@production.")
    String database = "";

    @Option(
            names = "--at",
            paramLabel = "MOMENT",
            description =
                    "latest (default), a time, \"10 min ago\", lsn:, xid:, before-xid:, point:,"
                            + " snapshot:.")
    String at = "latest";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What to call it; default: the database and four characters.")
    Optional<String> name = Optional.empty();

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description = "How long it lives, such as 4h; default: as the file says, else 4 h.")
    Optional<String> ttl = Optional.empty();

    @Option(names = "--from", paramLabel = "STORAGE", description = "Read from this storage.")
    Optional<String> storage = Optional.empty();

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        String label = invocation.label(database);
        Optional<Duration> life = ttl.map(BranchOptions::duration);
        OpenBranch request =
                new OpenBranch(
                        label,
                        MomentText.parse(at, invocation.clock().instant()).toString(),
                        name.orElseGet(() -> invocation.session().branchName(label)),
                        life,
                        storage);
        OpenedBranch opened = invocation.carryOut(request);
        return Answer.of(document(opened), lines(opened, invocation.style()));
    }

    private static Map<String, Object> document(OpenedBranch opened) {
        BranchCard branch = opened.branch();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", branch.name());
        document.put("url", opened.urlWithPassword());
        document.put("kind", branch.kind());
        document.put("moment", branch.moment());
        document.put("seconds", opened.seconds());
        document.put("replaySeconds", branch.replaySeconds());
        document.put("server", branch.server());
        document.put("storage", branch.storage());
        document.put("snapshot", branch.snapshot());
        document.put("version", branch.version());
        document.put("recoveredTo", branch.recoveredTo());
        document.put("ends", branch.ends());
        document.put("lacking", branch.lacking());
        return document;
    }

    private static List<String> lines(OpenedBranch opened, Style style) {
        BranchCard branch = opened.branch();
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s %s, %s, in %s"
                        .formatted(
                                style.good("open"),
                                style.strong(branch.name()),
                                branch.kind().name().toLowerCase(Locale.ROOT),
                                Figures.seconds(opened.seconds())));
        lines.addAll(
                new Facts()
                        .fact("shows", branch.server() + " at " + branch.moment())
                        .fact("from", "storage " + branch.storage())
                        .fact("recovered", "in " + Figures.seconds(branch.replaySeconds()))
                        .fact("until", Figures.time(branch.ends()))
                        .lines(style));
        branch.lacking().forEach(line -> lines.add(style.warning("this machine lacks: ") + line));
        lines.add("");
        lines.add("psql " + opened.urlWithPassword());
        lines.add("close it: holdfast branch close " + branch.name());
        return lines;
    }
}
