package dev.holdfast.app.demo;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.core.operation.Operations;
import dev.holdfast.practices.backup.RestoreBackup;
import dev.holdfast.practices.backup.RestoreResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The production server is deleted and comes back, row for row.
final class DisasterScenes {

    private final Stage stage;
    private final Production production;
    private final Operations operations;
    private final BackupScenes backups;
    private Fingerprints before = new Fingerprints(Map.of());
    private String newest = "";

    DisasterScenes(
            Stage stage, Production production, Operations operations, BackupScenes backups) {
        this.stage = stage;
        this.production = production;
        this.operations = operations;
        this.backups = backups;
    }

    List<Scene> scenes() {
        return List.of(
                new Scene("Close the shop, take its last snapshot and fingerprint", this::close),
                new Scene("Delete the production server", this::delete),
                new Scene("Restore it from the sound copy and start it", this::restore),
                new Scene("Compare every row with the deleted server", this::compare));
    }

    private void close(Narrator narrator) throws InterruptedException {
        production.sendCustomersHome();
        narrator.say(
                Figures.count(production.committed()) + " transactions were committed in the tour");
        backups.run(narrator);
        before = production.fingerprints();
        newest = newestOrder();
        narrator.say(
                "fingerprints of %s rows in %d tables"
                        .formatted(Figures.count(before.rows()), before.tables().size()));
    }

    private void delete(Narrator narrator) {
        Path data = production.server().dataDirectory();
        production.server().stopNow();
        stage.deleteProduction(data);
        narrator.bad(relative(data) + " is gone");
        narrator.byHand("rm -rf " + relative(data));
        Deviation.unless(!Files.exists(data), data + " is still there", "ls -l " + data);
    }

    private void restore(Narrator narrator) throws InterruptedException {
        Path data = production.server().dataDirectory();
        narrator.byHand(
                "holdfast backup restore %s --to %s --storage %s"
                        .formatted(Stage.DATABASE, relative(data), Stage.FIRST));
        RestoreResult result =
                operations.run(
                        new RestoreBackup(
                                Stage.DEPLOYMENT,
                                "latest",
                                false,
                                Optional.of(Stage.FIRST),
                                data,
                                false,
                                false,
                                Map.of()));
        narrator.say(
                "snapshot %s from %s: %s in %s files, in %s"
                        .formatted(
                                result.snapshot(),
                                result.storage(),
                                Figures.size(result.bytes()),
                                Figures.count(result.files()),
                                Figures.seconds(result.seconds())));
        long began = System.nanoTime();
        production.server().start();
        narrator.say(
                "postgresql %s answers after %s"
                        .formatted(
                                production.server().version(),
                                Figures.seconds((System.nanoTime() - began) / 1e9)));
        narrator.byHand(result.start());
    }

    private void compare(Narrator narrator) {
        Fingerprints after = production.fingerprints();
        List<String> different = before.differencesFrom(after);
        Deviation.unless(
                different.isEmpty() && after.rows() > 0,
                "restored tables differ: " + String.join(", ", different),
                "compare them with the snapshot: holdfast backup list");
        Deviation.unless(
                newest.equals(newestOrder()), "the newest order is lost", "holdfast backup list");
        narrator.good(
                "all %d tables are equal: %s rows"
                        .formatted(after.tables().size(), Figures.count(after.rows())));
        narrator.good("the last order before the disaster is there: number " + newest);
    }

    private String newestOrder() {
        return production.query("select max(order_id) from orders");
    }

    private String relative(Path path) {
        return stage.directory().relativize(path).toString();
    }
}
