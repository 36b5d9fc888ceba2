package dev.holdfast.app.demo;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.workplace.Demo;
import dev.holdfast.cli.workplace.Place;
import dev.holdfast.cli.workplace.Session;
import dev.holdfast.cli.workplace.Workplace;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.operation.Operations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The core tour: a production server with live traffic is backed up to two storages, its copies
/// are proven, one is damaged and found out, rows are deleted and come back, the server is deleted
/// and restored. Nothing here has a shortcut: the scenes run the requests that the commands run, on
/// a configuration file.
public final class Tour implements Demo {

    private final Workplace workplace;
    private final Engine engine;
    private final SecureRandom random;

    public Tour(Workplace workplace, Engine engine, SecureRandom random) {
        this.workplace = workplace;
        this.engine = engine;
        this.random = random;
    }

    @Override
    public Report play(Setting setting, Consumer<String> say) throws InterruptedException {
        Stage stage = new Stage(directory(setting));
        Narrator narrator = new Narrator(say, new Style(setting.colour()));
        narrator.aside("The tour happens in " + stage.directory());
        Stage.Passwords passwords = stage.build(random);
        try (Opening opening = new Opening(stage, passwords, engine, setting)) {
            play(opening.scenes(), narrator);
            try (Session session = workplace.open(place(stage))) {
                play(stage, opening.production(), session, narrator);
            }
            ending(stage, narrator);
            if (setting.serve()) {
                new LiveConsole(workplace, place(stage), narrator).serve(opening.production(), say);
            }
        }
        return report(stage, narrator);
    }

    private static void play(Stage stage, Production production, Session session, Narrator narrator)
            throws InterruptedException {
        Operations operations = session.operations();
        BackupScenes backups = new BackupScenes(stage, production, operations);
        play(backups.opening(), narrator);
        try (LogStream stream = LogStream.start(operations)) {
            play(backups.scenes(), narrator);
            play(new ProofScenes(stage, production, operations).scenes(), narrator);
            play(new RescueScenes(stage, production, operations, stream).scenes(), narrator);
        }
        play(new DisasterScenes(stage, production, operations, backups).scenes(), narrator);
    }

    private static void play(List<Scene> scenes, Narrator narrator) throws InterruptedException {
        for (Scene scene : scenes) {
            narrator.play(scene);
        }
    }

    private static Place place(Stage stage) {
        return new Place(stage.configuration(), stage.state(), Optional.empty());
    }

    private static Path directory(Setting setting) {
        Path wanted = setting.directory().orElse(null);
        try {
            if (wanted == null) {
                return Files.createTempDirectory("holdfast-demo-").toRealPath();
            }
            Path made = Files.createDirectories(wanted).toRealPath();
            try (var entries = Files.list(made)) {
                Deviation.unless(
                        entries.findAny().isEmpty(),
                        "directory " + made + " is not empty",
                        "holdfast demo --directory /another/new/directory");
            }
            return made;
        } catch (IOException e) {
            throw Deviation.of(
                    "no directory for the tour can be made: " + e.getMessage(),
                    "holdfast demo --directory /another/new/directory",
                    e);
        }
    }

    private static void ending(Stage stage, Narrator narrator) {
        narrator.summary();
        narrator.aside("");
        narrator.aside("Look around: every command above works there.");
        narrator.aside("    cd " + stage.directory());
        narrator.aside("    holdfast backup list");
        narrator.aside("Delete it all: rm -rf " + stage.directory());
    }

    private static Report report(Stage stage, Narrator narrator) {
        return new Report(
                stage.directory().toString(),
                narrator.told().stream()
                        .map(told ->
                                new Step(told.title(), told.seconds(), told.lines(), told.byHand()))
                        .toList());
    }
}
