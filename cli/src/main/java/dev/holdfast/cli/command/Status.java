package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.core.estate.FailureDomain;
import dev.holdfast.practices.backup.BackupList.Behind;
import dev.holdfast.practices.overview.StatusReport;
import dev.holdfast.practices.overview.StatusReport.CopyStatus;
import dev.holdfast.practices.overview.StatusReport.DatabaseStatus;
import dev.holdfast.practices.overview.StatusReport.StorageStatus;
import dev.holdfast.practices.overview.WorstLoss;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `holdfast status`
@Command(
        name = "status",
        description = "Can I restore, to when, how fast, from where: on one screen.",
        footer = {
            "",
            "Asks the storages only, no server.",
            "",
            "Example:",
            "  holdfast status",
            "",
            "Exit codes: 0 every database can be restored, every storage answers and lacks nothing;",
            "  1 not; 3 configuration.",
        })
final class Status implements Action {

    @Override
    public Answer run(Invocation invocation) {
        StatusReport report = invocation.session().status();
        return Answer.of(
                report, new Lines(report.asOf(), invocation.style()).of(report), report.isWell());
    }

    private record Lines(Instant now, Style style) {

        List<String> of(StatusReport report) {
            List<String> lines = new ArrayList<>();
            boolean allAnswer =
                    report.storages().stream().allMatch(storage -> storage.problem().isEmpty());
            report.databases().forEach(database -> append(database, allAnswer, lines));
            lines.add("");
            Table table = new Table("STORAGE", "TYPE", "DOMAIN~", ">SNAPSHOTS", "STATE~");
            report.storages().forEach(storage -> append(storage, table));
            lines.addAll(table.lines(style));
            if (!report.notYet().isEmpty()) {
                lines.add("");
                lines.add(
                        "declared, but not carried out by this version: "
                                + String.join(", ", report.notYet()));
            }
            return lines;
        }

        private void append(DatabaseStatus database, boolean allAnswer, List<String> lines) {
            lines.add(style.strong(database.label()) + "  " + headline(database, allAnswer));
            for (CopyStatus copy : database.copies()) {
                lines.add("  %-12s %s".formatted(copy.storage(), proof(copy)));
            }
            database.recoveryPoints()
                    .forEach(point ->
                            lines.add(
                                    "  %-12s WAL stored up to %s"
                                            .formatted(
                                                    point.storage(),
                                                    Figures.age(point.at(), now))));
            if (!database.recoverySeconds().isEmpty()) {
                lines.add("  %-12s %s".formatted("recovery", recovery(database)));
            }
            if (database.isBackedUp()) {
                lines.add("  %-12s %s".formatted("theft", theft(database)));
            }
        }

        /// Not finding a snapshot means that there is none only where every storage was asked.
        private String headline(DatabaseStatus database, boolean allAnswer) {
            if (database.newest().isPresent()) {
                Instant newest = database.newest().get();
                return "can be restored to %s, %s"
                        .formatted(Figures.time(newest), Figures.age(newest, now));
            }
            if (database.isBackedUp() && !allAnswer) {
                return style.bad("nobody knows whether it can be restored")
                        + ": not every storage answers";
            }
            return database.isBackedUp()
                    ? style.bad("cannot be restored: no snapshot yet")
                            + "; holdfast backup run "
                            + database.label()
                    : style.faint("no backup is declared");
        }

        private String proof(CopyStatus copy) {
            if (copy.verdict().isEmpty() || copy.at().isEmpty()) {
                return style.warning("unproven") + ": nobody knows whether it starts";
            }
            return "%s %s, rungs %s"
                    .formatted(
                            Verdicts.styled(copy.verdict().get(), style),
                            Figures.age(copy.at().get(), now),
                            copy.rungs().orElse("none"));
        }

        /// What one stolen credential could destroy.
        private String theft(DatabaseStatus database) {
            if (database.worstLoss().isEmpty()) {
                return "nobody tried what a credential could delete: holdfast check";
            }
            WorstLoss loss = database.worstLoss().get();
            String age = ", checked " + Figures.age(loss.checked(), now);
            if (!loss.untried().isEmpty()) {
                return "not tried for %s: holdfast check"
                        .formatted(String.join(" and ", loss.untried()));
            }
            if (loss.copies() == 0) {
                return style.good("no credential here can delete a copy") + age;
            }
            String words =
                    "%d of %d copies by %s".formatted(loss.copies(), loss.of(), loss.credential());
            return (loss.copies() == loss.of() ? style.warning(words) : words) + age;
        }

        private String recovery(DatabaseStatus database) {
            List<Double> seconds = database.recoverySeconds();
            String proven = proven(database);
            String last = Figures.seconds(seconds.getLast());
            return seconds.size() == 1
                    ? last + proven
                    : "%s%s; between %s and %s in the last %d proofs"
                            .formatted(
                                    last,
                                    proven,
                                    Figures.seconds(
                                            seconds.stream().min(Double::compare).orElseThrow()),
                                    Figures.seconds(
                                            seconds.stream().max(Double::compare).orElseThrow()),
                                    seconds.size());
        }

        /// A partial proof stands for no whole one.
        private String proven(DatabaseStatus database) {
            return database.proven()
                    .map(at -> ", proven " + Figures.age(at, now))
                    .or(() ->
                            database.partlyProven()
                                    .map(at -> ", only partly proven, " + Figures.age(at, now)))
                    .orElse("");
        }

        private void append(StorageStatus storage, Table table) {
            table.row(
                    storage.name(),
                    storage.location(),
                    domain(storage.domain()),
                    Figures.count(storage.snapshots()),
                    storage.problem()
                            .map(style::bad)
                            .or(() -> storage.behind().map(this::behind))
                            .orElse(style.good("answers")));
        }

        private String domain(FailureDomain domain) {
            List<String> parts =
                    Stream.of(domain.site(), domain.provider(), domain.account())
                            .flatMap(Optional::stream)
                            .toList();
            return parts.isEmpty() ? style.faint("unknown") : String.join(", ", parts);
        }

        private String behind(Behind behind) {
            return style.warning("lacks " + behind.snapshots()) + ": " + behind.remedy();
        }
    }
}
