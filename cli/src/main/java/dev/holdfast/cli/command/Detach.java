package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.practices.backup.DetachServer;
import dev.holdfast.practices.backup.Detached;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast detach`
@Command(
        name = "detach",
        description = "Removes everything that Holdfast keeps on a server.",
        footer = {
            "",
            "That is the slot of its WAL stream, and the schema of its probe. Shows what it will",
            "remove and asks, unless --yes. What is stored stays; the next stream begins anew,",
            "after a gap. Stop the daemon before: it would make them again.",
            "",
            "Example:",
            "  holdfast detach shop",
            "",
            "Exit codes: 0 nothing of Holdfast is left; 3 configuration; 4 unreachable;",
            "  5 refused: it is being streamed, or nobody could be asked.",
        })
final class Detach implements Action {
    @Parameters(paramLabel = "DATABASE", description = "Such as shop, or shop@production.")
    String database = "";

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        DetachServer request = new DetachServer(invocation.label(database));
        Detached preview = invocation.session().preview(request);
        if (preview.isNothing()) {
            return Answer.of(preview, lines(preview, "nothing to remove on"));
        }
        invocation.confirm(
                shown(preview, invocation.errorStyle()), "remove this from " + preview.server());
        Detached done = invocation.carryOut(request);
        return Answer.of(done, lines(done, "removed from"));
    }

    private static List<String> shown(Detached preview, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.strong("on %s (%s)".formatted(preview.server(), preview.address())));
        preview.slots()
                .forEach(slot ->
                        lines.add(
                                "  replication slot %s, which keeps %s of WAL"
                                        .formatted(
                                                slot.name(), Figures.size(slot.retainedBytes()))));
        if (preview.schema()) {
            lines.add("  schema holdfast, with the table of the probe");
        }
        return lines;
    }

    private static List<String> lines(Detached detached, String what) {
        List<String> lines = new ArrayList<>();
        lines.add("%s %s (%s)".formatted(what, detached.server(), detached.address()));
        detached.slots().forEach(slot -> lines.add("  replication slot " + slot.name()));
        if (detached.schema()) {
            lines.add("  schema holdfast");
        }
        detached.others()
                .forEach(name ->
                        lines.add("  of another vault, left alone: replication slot " + name));
        return lines;
    }
}
