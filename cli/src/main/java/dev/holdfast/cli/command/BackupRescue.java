package dev.holdfast.cli.command;

import dev.holdfast.core.moment.MomentText;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.rescue.ApplyRepair;
import dev.holdfast.practices.backup.rescue.Condition;
import dev.holdfast.practices.backup.rescue.FindChanges;
import dev.holdfast.practices.backup.rescue.FoundChanges;
import dev.holdfast.practices.backup.rescue.RepairFile;
import dev.holdfast.practices.backup.rescue.RepairReport;
import dev.holdfast.practices.backup.rescue.RescueDocument;
import dev.holdfast.practices.backup.rescue.RescueReport;
import dev.holdfast.practices.backup.rescue.RescueRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast backup rescue`
@Command(
        name = "rescue",
        description = "Brings lost rows back from a moment before.",
        footer = {
            "",
            "Opens a branch at the moment, compares the table with it, and shows which",
            "rows are lost, changed or new. Nothing is changed without --apply, which",
            "shows what it would do and asks. Then lost rows come back in one",
            "transaction; what happened meanwhile stays.",
            "",
            "Example:",
            "  holdfast backup rescue shop --table orders --find",
            "  holdfast backup rescue shop --table orders --find --at \"2 h ago\" \\",
            "    --where \"order_id = 17\"",
            "  holdfast backup rescue shop --table orders --at before-xid:1234",
            "  holdfast backup rescue shop --table orders --at \"10 min ago\" --apply",
            "  holdfast backup rescue shop --table orders --at \"10 min ago\" \\",
            "    --where \"customer_id = 17\" --sql repair.sql",
            "",
            "Exit codes: 0 nothing is lost, or it came back; 1 rows are lost or changed, or",
            "  could not come back; 2 no such moment or table; 3 configuration;",
            "  4 unreachable; 5 refused.",
        })
final class BackupRescue implements Action {
    @Parameters(paramLabel = "DATABASE", description = "Such as shop, or shop@production.")
    String database = "";

    @Option(
            names = "--table",
            paramLabel = "NAME",
            required = true,
            description = "As SQL writes it: orders, public.orders.")
    String table = "";

    @Option(
            names = "--at",
            paramLabel = "MOMENT",
            description = {
                "As the rows were then: a time, \"10 min ago\",",
                "before-xid:, lsn:, point:, snapshot:. With --find:",
                "search from there on; default: everything stored.",
            })
    Optional<String> at = Optional.empty();

    @Option(
            names = "--where",
            paramLabel = "SQL",
            description = {
                "Only rows that met this condition then; with",
                "--find: where the search begins.",
            })
    Optional<String> where = Optional.empty();

    @Option(names = "--storage", paramLabel = "NAME", description = "Read from this storage.")
    Optional<String> storage = Optional.empty();

    @Option(
            names = "--find",
            description = {
                "Search the stored log for the transactions that",
                "deleted or replaced rows, or dropped the table.",
            })
    boolean find;

    @Option(names = "--apply", description = "Bring the rows back, after a yes.")
    boolean apply;

    @Option(names = "--sql", paramLabel = "FILE", description = "Write the repair as SQL for psql.")
    Optional<Path> sql = Optional.empty();

    @Option(names = "--changed", description = "Also set changed rows back to what they were then.")
    boolean changed;

    @Option(
            names = "--no-children",
            description = "Leave out rows of other tables that were lost too.")
    boolean noChildren;

    @Option(
            names = "--without-triggers",
            description = {
                "No triggers and no foreign keys while rows come back;",
                "takes a superuser, or a role that may set it.",
            })
    boolean withoutTriggers;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Most rows of other tables; default: 100000.")
    long limit = 100_000;

    @Option(
            names = "--yes-i-mean",
            paramLabel = "DATABASE",
            description = "In full: writes to a protected environment.")
    List<String> meant = List.of();

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        requireOne();
        String label = invocation.label(database);
        if (find) {
            FoundChanges found =
                    invocation.carryOut(
                            new FindChanges(
                                    label,
                                    table,
                                    Condition.of(where),
                                    moment(invocation),
                                    storage));
            return Answer.of(
                    found, new FoundChangesLines(found, database, invocation.style()).lines());
        }
        try (RepairFile repair = RepairFile.create(invocation.options().state())) {
            return compare(label, repair, invocation);
        }
    }

    private Answer compare(String label, RepairFile repair, Invocation invocation)
            throws InterruptedException {
        RescueReport report =
                invocation.carryOut(
                        new RescueRows(
                                label,
                                table,
                                moment(invocation).orElseThrow(this::momentMissing),
                                storage,
                                Condition.of(where),
                                new RescueRows.Extent(
                                        changed, !noChildren, !withoutTriggers, limit),
                                repair.path()));
        RescueLines lines = new RescueLines(report, invocation.style());
        if (report.hasRepair() && sql.isPresent()) {
            repair.writeSql(sql.get(), report.heading());
            return Answer.of(RescueDocument.of(report, sql), lines.written(sql.get()));
        }
        if (report.hasRepair() && apply) {
            return apply(report, repair, invocation);
        }
        boolean well = report.findings().lost() + report.findings().changed() == 0;
        return Answer.of(RescueDocument.of(report, Optional.empty()), lines.found(apply), well);
    }

    private Answer apply(RescueReport report, RepairFile repair, Invocation invocation)
            throws InterruptedException {
        List<String> shown = new RescueLines(report, invocation.errorStyle()).beforeApplying();
        if (report.isProtected() && !meant.contains(report.database())) {
            invocation.confirmByName(shown, report.database());
        } else {
            invocation.confirm(shown, "bring rows back into " + report.database());
        }
        RepairReport done =
                invocation.carryOut(
                        new ApplyRepair(
                                report.database(),
                                report.findings().table(),
                                report.moment(),
                                repair.path(),
                                report.sha256(),
                                report.findings().repairedRows()));
        return Answer.of(
                RescueDocument.of(report, done),
                RescueLines.of(done, invocation.style()),
                done.concerns().isEmpty());
    }

    private void requireOne() {
        boolean several = (find && (apply || sql.isPresent())) || (apply && sql.isPresent());
        if (several) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "--find, --apply and --sql are three different things",
                    "give one of them");
        }
    }

    private HoldfastException momentMissing() {
        return new HoldfastException(
                ProblemCode.USAGE,
                "as of when is not said",
                "name a moment before it happened: --at \"10 min ago\"; to find it: holdfast backup"
                        + " rescue %s --table '%s' --find".formatted(database, table));
    }

    /// `10 min ago` is one moment for the whole command.
    private Optional<String> moment(Invocation invocation) {
        if (find && changed) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "--find only looks for transactions: it sets nothing back",
                    "leave out --changed");
        }
        return at.map(text -> MomentText.parse(text, invocation.clock().instant()).toString());
    }
}
