package dev.holdfast.app.demo;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.workplace.Demo;
import dev.holdfast.core.engine.Engine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Production comes up: the server, the shop, its customers, and the role that may take backups.
/// Closing stops it.
final class Opening implements AutoCloseable {

    private final Stage stage;
    private final Stage.Passwords passwords;
    private final Engine engine;
    private final Demo.Setting setting;
    private @Nullable Production production;

    Opening(Stage stage, Stage.Passwords passwords, Engine engine, Demo.Setting setting) {
        this.stage = stage;
        this.passwords = passwords;
        this.engine = engine;
        this.setting = setting;
    }

    List<Scene> scenes() {
        return List.of(
                new Scene("Start production: PostgreSQL with a shop on it", this::open),
                new Scene("Let customers in, and a role that may take backups", this::grant));
    }

    Production production() {
        if (production == null) {
            throw new IllegalStateException("production was not started");
        }
        return production;
    }

    private void open(Narrator narrator) throws InterruptedException {
        Shop.Size size = Shop.Size.ofMegabytes(setting.megabytes());
        Production started = Production.start(stage, passwords);
        production = started;
        started.fill(size, setting.seed());
        long bytes = Long.parseLong(started.query("select pg_database_size(current_database())"));
        narrator.say(
                "postgresql %s at 127.0.0.1:%d"
                        .formatted(started.server().version(), started.server().port()));
        narrator.say(
                "%s: %s customers, %s orders with their items and payments"
                        .formatted(
                                Figures.size(bytes),
                                Figures.count(size.customers()),
                                Figures.count(size.orders())));
    }

    private void grant(Narrator narrator) {
        production().letCustomersIn(setting.seed());
        List<String> grants = production().grantBackups(engine);
        stage.configure(production().server().port());
        narrator.say("customers buy from here on, some 200 transactions a second");
        narrator.say("role %s: no superuser, %d statements".formatted(Stage.ROLE, grants.size()));
        narrator.say("holdfast.yaml is written");
        narrator.byHand("holdfast check");
    }

    @Override
    public void close() {
        if (production != null) {
            production.close();
        }
    }
}
