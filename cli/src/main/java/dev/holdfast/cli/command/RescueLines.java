package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Facts;
import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.core.engine.rescue.RescueFindings;
import dev.holdfast.core.engine.rescue.RescueFindings.TableRepair;
import dev.holdfast.core.engine.rescue.SeenRows;
import dev.holdfast.practices.backup.rescue.RepairReport;
import dev.holdfast.practices.backup.rescue.RescueReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What `backup rescue` says to people.
record RescueLines(RescueReport report, Style style) {
    private static final int SHOWN = 5;
    private static final int VALUE_WIDTH = 40;
    private static final int NOTE_WIDTH = 76;

    /// @param wantedRepair whether the repair was asked for, and there was none
    List<String> found(boolean wantedRepair) {
        List<String> lines = new ArrayList<>(comparison());
        if (report.hasRepair()) {
            lines.add("");
            lines.add("to bring them back: the same command with --apply, or --sql FILE");
        } else if (wantedRepair) {
            lines.add("");
            lines.add("nothing is to be brought back");
        }
        if (report.findings().changed() > 0 && !isSetBack()) {
            lines.add("changed rows stay as they are; to set them back too: --changed");
        }
        return lines;
    }

    private boolean isSetBack() {
        return report.findings().repairs().stream().anyMatch(each -> each.updates() > 0);
    }

    private List<String> comparison() {
        RescueFindings findings = report.findings();
        List<String> lines = new ArrayList<>();
        lines.add(
                style.strong(findings.table())
                        + " of %s, compared with %s".formatted(report.database(), report.moment()));
        lines.addAll(
                new Facts()
                        .fact("rows then", Figures.count(findings.pastRows()))
                        .fact("lost", counted(findings.lost()))
                        .fact("changed", counted(findings.changed()))
                        .factIf(findings.fresh() >= 0, "new", Figures.count(findings.fresh()))
                        .fact(
                                "from",
                                "snapshot %s of storage %s and %s of log, opened in %s"
                                        .formatted(
                                                report.snapshot(),
                                                report.storage(),
                                                Figures.size(report.walBytes()),
                                                Figures.seconds(report.openSeconds())))
                        .lines(style));
        SeenRows seen = findings.seen();
        lines.addAll(first("lost", seen, seen.lost(), findings.lost()));
        lines.addAll(first("changed", seen, seen.changed(), findings.changed()));
        lines.addAll(first("new", seen, seen.fresh(), findings.fresh()));
        findings.notes().forEach(note -> lines.addAll(wrapped(style.bad("! "), note)));
        return lines;
    }

    private String counted(long rows) {
        return rows == 0 ? "0" : style.bad(Figures.count(rows));
    }

    private List<String> first(String what, SeenRows seen, List<List<String>> rows, long all) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Table table =
                new Table(seen.columns().stream().map(name -> name + "~").toArray(String[]::new));
        List<List<String>> shown = rows.subList(0, Math.min(SHOWN, rows.size()));
        for (List<String> row : shown) {
            table.row(row.stream().map(RescueLines::cell).toArray(String[]::new));
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(
                all > shown.size()
                        ? "the first of the %s rows that are %s:"
                                .formatted(Figures.count(all), what)
                        : "rows that are %s:".formatted(what));
        table.lines(style).forEach(line -> lines.add("  " + line));
        return lines;
    }

    /// On one line, and nothing in it that a terminal would obey.
    private static String cell(String value) {
        String plain = value.replaceAll("\\p{Cntrl}", "·");
        return plain.length() > VALUE_WIDTH ? plain.substring(0, VALUE_WIDTH - 1) + "…" : plain;
    }

    private static List<String> wrapped(String mark, String text) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        String begin = mark;
        while (rest.length() > NOTE_WIDTH && rest.lastIndexOf(' ', NOTE_WIDTH) > 0) {
            int cut = rest.lastIndexOf(' ', NOTE_WIDTH);
            lines.add(begin + rest.substring(0, cut));
            rest = rest.substring(cut + 1);
            begin = "  ";
        }
        lines.add(begin + rest);
        return lines;
    }

    List<String> beforeApplying() {
        List<String> lines = new ArrayList<>(comparison());
        RescueFindings findings = report.findings();
        lines.add("");
        lines.add(style.strong("the repair, in one transaction"));
        lines.addAll(repairs());
        lines.addAll(
                new Facts()
                        .fact("into", report.database())
                        .fact("at", findings.target().address())
                        .fact("database", findings.target().database())
                        .fact("as", findings.target().user())
                        .fact(
                                "server",
                                "PostgreSQL %s, system %s"
                                        .formatted(
                                                findings.target().version(),
                                                findings.target().systemIdentifier()))
                        .lines(style));
        return lines;
    }

    private List<String> repairs() {
        Table table = new Table("  TABLE~", ">BACK", ">SET BACK", "BECAUSE~");
        for (TableRepair repair : report.findings().repairs()) {
            table.row(
                    "  " + repair.table(),
                    Figures.count(repair.inserts()),
                    Figures.count(repair.updates()),
                    repair.why());
        }
        return table.lines(style);
    }

    List<String> written(Path file) {
        List<String> lines = new ArrayList<>(comparison());
        lines.add("");
        lines.addAll(repairs());
        lines.add("");
        lines.add(style.good("written") + " to " + file + "; read it, then:");
        lines.add("  psql -v ON_ERROR_STOP=1 -f %s URL".formatted(file));
        return lines;
    }

    static List<String> of(RepairReport done, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s %s rows came back, %s were set back, in %s"
                        .formatted(
                                style.good("done:"),
                                Figures.count(done.inserted()),
                                Figures.count(done.updated()),
                                Figures.seconds(done.seconds())));
        if (done.left() > 0) {
            lines.add(
                    style.bad("! ")
                            + "%s were left alone: they, or a unique value of theirs, are taken"
                                    .formatted(Figures.count(done.left())));
            lines.add("  which ones: the same command without --apply");
        }
        return lines;
    }
}
