package dev.holdfast.app.demo;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The embedded server that the tour calls production, with the shop on it and its customers.
final class Production implements AutoCloseable {

    private static final int MAJOR_VERSION = 18;
    private static final int TRANSACTIONS_PER_SECOND = 200;
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "summarize_wal", "on",
                    "shared_buffers", "128MB",
                    "max_wal_size", "2GB");

    private final EmbeddedServer server;
    private final Stage.Passwords passwords;
    private @Nullable Traffic traffic;

    private Production(EmbeddedServer server, Stage.Passwords passwords) {
        this.server = server;
        this.passwords = passwords;
    }

    static Production start(Stage stage, Stage.Passwords passwords) throws InterruptedException {
        EmbeddedServer.Options options =
                EmbeddedServer.Options.of(MAJOR_VERSION, stage.production())
                        .withSettings(SETTINGS)
                        .withSuperuser("postgres", passwords.superuser());
        return new Production(EmbeddedServer.start(options), passwords);
    }

    EmbeddedServer server() {
        return server;
    }

    Connection connect() throws SQLException {
        return server.connect(Stage.DATABASE);
    }

    void execute(String... statements) {
        try {
            server.execute(Stage.DATABASE, statements);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    String query(String sql) {
        try {
            return server.query(Stage.DATABASE, sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Makes and fills the shop's database. The port is also written to the configuration, so that
    /// a server that is started by hand is where `holdfast.yaml` looks for it.
    void fill(Shop.Size size, long seed) throws InterruptedException {
        try {
            server.execute(
                    "postgres",
                    "create database " + Stage.DATABASE,
                    "alter system set port = " + server.port());
        } catch (SQLException e) {
            throw failed(e);
        }
        new Shop(this::connect, size, seed).fill();
    }

    /// Makes the role that may take backups, with the statements that `check` prints for it.
    ///
    /// @return those statements
    List<String> grantBackups(Engine engine) {
        execute(
                "create role %s login replication password '%s'"
                        .formatted(Stage.ROLE, passwords.backup()));
        ServerAddress address =
                new ServerAddress(
                        Stage.DEPLOYMENT,
                        server.url(Stage.DATABASE),
                        Optional.empty(),
                        Optional.of(new Secret.Held(passwords.superuser())));
        try (Server reached = engine.connect(address)) {
            List<String> grants = new ArrayList<>(reached.snapshotGrants(Stage.ROLE));
            grants.addAll(reached.proofGrants(Stage.ROLE));
            execute(grants.toArray(String[]::new));
            return grants;
        }
    }

    void letCustomersIn(long seed) {
        traffic = Traffic.start(this::connect, TRANSACTIONS_PER_SECOND, seed);
    }

    /// Transactions that customers committed so far.
    long committed() {
        return traffic == null ? 0 : traffic.committed();
    }

    void sendCustomersHome() {
        if (traffic != null) {
            traffic.close();
        }
    }

    Fingerprints fingerprints() {
        try (Connection connection = connect()) {
            return Fingerprints.of(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(SQLException e) {
        return Deviation.of(
                "production did not answer as it should: " + e.getMessage(),
                "see its log: less " + server.log(),
                e);
    }

    @Override
    public void close() {
        sendCustomersHome();
        server.close();
    }
}
