package dev.holdfast.app.demo;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.core.engine.rescue.RescueFindings;
import dev.holdfast.core.operation.Operations;
import dev.holdfast.practices.backup.rescue.ApplyRepair;
import dev.holdfast.practices.backup.rescue.Condition;
import dev.holdfast.practices.backup.rescue.FindChanges;
import dev.holdfast.practices.backup.rescue.FoundChanges;
import dev.holdfast.practices.backup.rescue.FoundChanges.Found;
import dev.holdfast.practices.backup.rescue.RepairFile;
import dev.holdfast.practices.backup.rescue.RepairReport;
import dev.holdfast.practices.backup.rescue.RescueReport;
import dev.holdfast.practices.backup.rescue.RescueRows;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A DELETE without its WHERE, while customers buy; and the rows come back.
final class RescueScenes {
    private static final String TABLE = "payments";
    private static final int ATTEMPTS = 60;
    private static final long PAUSE_MILLIS = 500;

    /// Orders without a payment: a few are on purpose, since the second snapshot.
    private static final String UNPAID =
            "select count(*) from orders o where not exists"
                    + " (select from payments p where p.order_id = o.order_id)";

    private final Stage stage;
    private final Production production;
    private final Operations operations;
    private final LogStream stream;
    private String unpaidBefore = "";
    private String lastOrder = "";
    private long deleted;
    private @Nullable Found guilty;

    RescueScenes(Stage stage, Production production, Operations operations, LogStream stream) {
        this.stage = stage;
        this.production = production;
        this.operations = operations;
        this.stream = stream;
    }

    List<Scene> scenes() {
        return List.of(
                new Scene("Forget a WHERE while customers buy: DELETE FROM payments", this::strike),
                new Scene("Find the transaction in the stored log", this::find),
                new Scene("Bring the rows back from right before it", this::rescue));
    }

    private void strike(Narrator narrator) {
        unpaidBefore = production.query(UNPAID);
        deleted =
                Long.parseLong(
                        production.query(
                                "with gone as (delete from payments returning 1)"
                                        + " select count(*) from gone"));
        lastOrder = production.query("select max(order_id) from orders");
        narrator.bad("%s payments are gone; customers go on".formatted(Figures.count(deleted)));
        narrator.byHand("psql -c 'DELETE FROM payments' URL");
    }

    private void find(Narrator narrator) throws InterruptedException {
        FoundChanges found = search();
        for (int attempt = 0; worst(found).isEmpty(); attempt++) {
            stream.mustRun();
            Deviation.unless(
                    attempt < ATTEMPTS,
                    "the deletion is not in the stored log",
                    "holdfast backup rescue shop --table payments --find");
            boolean _ = new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            found = search();
        }
        Found worst = worst(found).orElseThrow();
        guilty = worst;
        narrator.good(
                "transaction %d at %s deleted %s rows; it ended at %s"
                        .formatted(
                                worst.xid(),
                                Figures.time(worst.time()),
                                Figures.count(worst.deleted()),
                                worst.lsn()));
        narrator.byHand("holdfast backup rescue shop --table payments --find");
    }

    private FoundChanges search() throws InterruptedException {
        return operations.run(
                new FindChanges(
                        Stage.DEPLOYMENT,
                        TABLE,
                        Condition.all(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private Optional<Found> worst(FoundChanges found) {
        return found.transactions().stream().filter(each -> each.deleted() == deleted).findFirst();
    }

    private void rescue(Narrator narrator) throws InterruptedException {
        String moment =
                Optional.ofNullable(guilty)
                        .map(Found::before)
                        .orElseThrow(() -> new IllegalStateException("it was not found"));
        try (RepairFile repair = RepairFile.create(stage.state())) {
            RescueReport report =
                    operations.run(
                            new RescueRows(
                                    Stage.DEPLOYMENT,
                                    TABLE,
                                    moment,
                                    Optional.empty(),
                                    Condition.all(),
                                    new RescueRows.Extent(false, true, true, 100_000),
                                    repair.path()));
            tell(narrator, report);
            RescueFindings findings = report.findings();
            RepairReport done =
                    operations.run(
                            new ApplyRepair(
                                    report.database(),
                                    findings.table(),
                                    moment,
                                    repair.path(),
                                    report.sha256(),
                                    findings.repairedRows()));
            narrator.say(
                    "%s rows came back in one transaction, in %s"
                            .formatted(
                                    Figures.count(done.inserted()),
                                    Figures.seconds(done.seconds())));
        }
        narrator.byHand(
                "holdfast backup rescue shop --table payments \\\n             --at %s --apply"
                        .formatted(moment));
        verify(narrator);
    }

    private void tell(Narrator narrator, RescueReport report) {
        narrator.say(
                "a branch at %s: opened in %s; %s of it to replay %s of log"
                        .formatted(
                                report.moment(),
                                Figures.seconds(report.openSeconds()),
                                Figures.seconds(report.replaySeconds()),
                                Figures.size(report.walBytes())));
        RescueFindings findings = report.findings();
        narrator.say(
                "compared with production: %s lost, %s changed, %s new"
                        .formatted(
                                Figures.count(findings.lost()),
                                Figures.count(findings.changed()),
                                Figures.count(findings.fresh())));
        Deviation.unless(
                findings.lost() == deleted,
                "%d rows look lost, and %d were deleted".formatted(findings.lost(), deleted),
                "holdfast backup rescue shop --table payments --at " + report.moment());
    }

    private void verify(Narrator narrator) {
        String unpaid = production.query(UNPAID);
        Deviation.unless(
                unpaid.equals(unpaidBefore),
                "%s orders are without a payment, and %s were".formatted(unpaid, unpaidBefore),
                "holdfast backup rescue shop --table payments --find");
        long meanwhile =
                Long.parseLong(
                        production.query(
                                "select count(*) from orders where order_id > " + lastOrder));
        narrator.good(
                "every payment is back, and the %s orders placed meanwhile are still there"
                        .formatted(Figures.count(meanwhile)));
    }
}
