package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.practices.backup.rescue.FoundChanges;
import dev.holdfast.practices.backup.rescue.FoundChanges.Found;
import java.util.ArrayList;
import java.util.List;

/// What `backup rescue --find` says to people.
record FoundChangesLines(FoundChanges found, String database, Style style) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        found.chosen()
                .ifPresent(rows ->
                        lines.add(
                                "rows that met the condition when the search begins: "
                                        + Figures.count(rows)));
        if (found.transactions().isEmpty()) {
            lines.add(
                    "no transaction from %s to %s deleted or replaced %s"
                            .formatted(found.fromLsn(), found.toLsn(), rows()));
            return lines;
        }
        Table table = new Table("TIME", ">XID", "LSN", ">DELETED", ">REPLACED", "");
        for (Found each : found.transactions()) {
            table.row(
                    Figures.time(each.time()),
                    Long.toString(each.xid()),
                    each.lsn(),
                    Figures.count(each.deleted()),
                    Figures.count(each.updated()),
                    whole(each));
        }
        lines.addAll(table.lines(style));
        if (found.count() > found.transactions().size()) {
            lines.add(
                    "the %d that touched most rows, of %s"
                            .formatted(found.transactions().size(), Figures.count(found.count())));
        }
        lines.add("");
        lines.add("as it was right before one of them:");
        lines.add(
                "  holdfast backup rescue %s --table '%s' --at %s"
                        .formatted(database, found.table(), worst().before()));
        return lines;
    }

    private String rows() {
        return found.chosen().isPresent() ? "one of them" : "rows of " + found.table();
    }

    /// What happened to the table as a whole.
    private String whole(Found each) {
        if (each.dropped()) {
            return style.bad("dropped the table");
        }
        return each.rewritten() ? style.bad("truncated or rewritten") : "";
    }

    private Found worst() {
        Found worst = found.transactions().getFirst();
        for (Found each : found.transactions()) {
            boolean isWorse =
                    each.rewritten() == worst.rewritten()
                            ? each.deleted() > worst.deleted()
                            : each.rewritten();
            worst = isWorse ? each : worst;
        }
        return worst;
    }
}
