package dev.holdfast.app.demo;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.core.operation.Operations;
import dev.holdfast.practices.backup.BackupResult;
import dev.holdfast.practices.backup.InitVault;
import dev.holdfast.practices.backup.RunBackup;
import dev.holdfast.practices.backup.VaultReport;
import java.util.List;

/// The vault, the first snapshot, and one that reads only what changed.
final class BackupScenes {

    private final Stage stage;
    private final Production production;
    private final Operations operations;

    BackupScenes(Stage stage, Production production, Operations operations) {
        this.stage = stage;
        this.production = production;
        this.operations = operations;
    }

    List<Scene> opening() {
        return List.of(new Scene("Make the encrypted vault in two storages", this::vault));
    }

    /// While the log is streamed.
    List<Scene> scenes() {
        return List.of(
                new Scene("Back up while customers buy: one read, two storages", this::full),
                new Scene(
                        "Change a little and back up again: only changed pages", this::increment));
    }

    private void vault(Narrator narrator) throws InterruptedException {
        narrator.byHand("holdfast vault init");
        VaultReport report = operations.run(new InitVault());
        for (VaultReport.VaultCopy copy : report.storages()) {
            narrator.say(
                    copy.name() + ": " + stage.directory().relativize(stage.storage(copy.name())));
        }
        narrator.say("the key is in secrets/vault.key: keep a copy of it elsewhere");
        narrator.say("receipts are signed by key " + report.fingerprint().substring(0, 16));
    }

    private void full(Narrator narrator) throws InterruptedException {
        narrator.say("the write-ahead log is streamed into both from here on");
        narrator.byHand("holdfast wal stream %s &".formatted(Stage.DATABASE));
        BackupResult result = run(narrator);
        Deviation.unless(
                result.mode() == BackupResult.Mode.FULL,
                "the first snapshot is " + result.mode() + " instead of full",
                "holdfast backup show " + result.snapshot());
    }

    private void increment(Narrator narrator) throws InterruptedException {
        production.execute(
                "update products set price = round(price * 1.03, 2) where product_id % 10 = 0",
                "delete from payments where order_id between 1000 and 1200",
                "create index orders_placed on orders (placed_at)");
        narrator.say("prices of every tenth product, 201 payments gone, a new index");
        BackupResult result = run(narrator);
        Deviation.unless(
                result.mode() == BackupResult.Mode.INCREMENTAL,
                "the second snapshot read everything: " + result.reason(),
                "holdfast backup show " + result.snapshot());
    }

    /// Takes a snapshot and tells about it.
    BackupResult run(Narrator narrator) throws InterruptedException {
        narrator.byHand("holdfast backup run " + Stage.DATABASE);
        long before = production.committed();
        BackupResult result = operations.run(new RunBackup(Stage.DEPLOYMENT, false, false));
        long meanwhile = production.committed() - before;
        narrator.say(
                "snapshot %s, %s (%s)"
                        .formatted(
                                result.snapshot(),
                                result.mode() == BackupResult.Mode.FULL ? "full" : "incremental",
                                result.reason()));
        narrator.say(
                "read %s of %s over SQL in %s"
                        .formatted(
                                Figures.size(result.readBytes()),
                                Figures.size(result.databaseBytes()),
                                Figures.seconds(result.seconds())));
        for (BackupResult.StorageResult storage : result.storages()) {
            tell(narrator, storage);
        }
        if (meanwhile > 0) {
            narrator.say(Figures.count(meanwhile) + " transactions committed meanwhile");
        }
        Deviation.unless(
                result.damages().isEmpty(),
                "the snapshot found damaged pages: " + String.join(", ", result.damages()),
                "see the server's log: less " + production.server().log());
        return result;
    }

    private static void tell(Narrator narrator, BackupResult.StorageResult storage) {
        Deviation.unless(
                storage.state() == BackupResult.State.STORED,
                "storage " + storage.name() + " does not hold the snapshot: " + storage.message(),
                "holdfast check");
        narrator.good(
                "%s: stored, %s added".formatted(storage.name(), Figures.size(storage.bytes())));
    }
}
