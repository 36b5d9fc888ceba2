package dev.holdfast.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.engines.postgres.PostgresEngine;
import dev.holdfast.engines.postgres.restore.PostgresDataDirectories;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import dev.holdfast.engines.postgres.runner.PostgresServerRunner;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The whole point: the machine and the storage on site are gone; on another one, with nothing but
/// the key and `holdfast`, the server comes back from S3.
final class EverythingElseIsGoneTest {
    private static final String FACTS =
            "select count(*) || ' ' || sum(hashtextextended(t::text, 0)) from orders t";
    static final Map<String, String> KEYS =
            Map.of(
                    "AWS_ACCESS_KEY_ID", Bucket.ACCESS_KEY,
                    "AWS_SECRET_ACCESS_KEY", Bucket.SECRET_KEY);

    @TempDir Path directory;

    @Test
    void bringsTheServerBackFromTheBucketAlone() throws Exception {
        try (Bucket bucket = Bucket.start(directory.resolve("bucket"))) {
            int port = freePort();
            Path key = Files.createDirectory(directory.resolve("safe")).resolve("vault.key");
            String expected = liveAndBackUp(bucket, key, port);

            Machine bare = new Machine(Files.createDirectory(directory.resolve("bare")), KEYS);
            String vault = "s3://" + Bucket.NAME + "/acme?endpoint=" + bucket.endpoint();
            List<String> place = List.of("--vault", vault, "--key", key.toString());
            assertThat(bare.run(with(place, "backup", "list"), 0)).contains("shop@production");

            Path restored = bare.directory().toRealPath().resolve("restored");
            String to = restored.toString();
            String start =
                    bare.json(with(place, "backup", "restore", "shop", "--to", to, "--yes"))
                            .get("start")
                            .asString();
            assertThat(facts(restored, start, port)).isEqualTo(expected);
        }
    }

    /// A life on one machine, until it and all that it holds is gone.
    private String liveAndBackUp(Bucket bucket, Path key, int restoredPort) throws Exception {
        Path home = Files.createDirectory(directory.resolve("machine")).toRealPath();
        Map<String, String> settings = Map.of("summarize_wal", "on", "port", "" + restoredPort);
        Path data = Files.createDirectory(home.resolve("server"));
        String expected;
        try (EmbeddedServer server = EmbeddedServer.start(18, data, settings)) {
            server.execute("postgres", "create database shop");
            grant(server);
            server.execute(
                    "shop",
                    "create table orders as select i, md5(i::text) as token"
                            + " from generate_series(1, 20000) i");
            Files.writeString(home.resolve("holdfast.yaml"), yaml(server.port(), key, bucket));
            Machine machine = new Machine(home, KEYS);
            machine.run(List.of("vault", "init"), 0);
            backUp(machine, "full");
            server.execute("shop", "update orders set token = 'changed' where i % 100 = 0");
            backUp(machine, "incremental");
            checkTellsWhatCanBeDestroyed(machine);
            expected = server.query("shop", FACTS);
        }
        delete(home);
        return expected;
    }

    private static void backUp(Machine machine, String mode) throws Exception {
        JsonNode result = machine.json(List.of("backup", "run", "shop"));
        assertThat(result.get("mode").asString()).isEqualTo(mode);
        assertThat(result.get("storages").findValuesAsString("state"))
                .containsExactly("stored", "stored");
    }

    private static void checkTellsWhatCanBeDestroyed(Machine machine) throws Exception {
        JsonNode check = machine.json(List.of("check"));
        assertThat(own(check, "deletion")).containsExactly("possible", "possible");
        assertThat(own(check, "credential"))
                .containsExactly("this machine's user", "this machine's AWS credentials");
        assertThat(check.get("estate").findValuesAsString("message"))
                .anyMatch(it -> it.contains("can delete 2 of its 2 copies"));
    }

    /// One field of each storage itself, not of what was tried there.
    private static List<String> own(JsonNode check, String field) {
        List<String> values = new ArrayList<>();
        check.get("storages").forEach(storage -> values.add(storage.get(field).asString()));
        return values;
    }

    static String yaml(int port, Path key, Bucket bucket) {
        return """
        estate: e2e
        vault: {key: "${file:%s}"}
        scratch: {directory: scratch}
        environments:
          - {name: production, protected: true}
        storages:
          - {name: onsite, type: file, path: onsite}
          - {name: cloud, type: s3, bucket: %s, prefix: acme, endpoint: "%s"}
        databases:
          - name: shop
            in:
              production:
                url: postgresql://postgres@127.0.0.1:%d/shop
                backup: {user: holdfast_backup, to: [onsite, cloud]}
        """
                .formatted(key, Bucket.NAME, bucket.endpoint(), port);
    }

    static void grant(EmbeddedServer server) throws Exception {
        server.execute("shop", "create role holdfast_backup login replication");
        Engine engine =
                new PostgresEngine(
                        new PostgresDataDirectories(),
                        new PostgresServerRunner(new SecureRandom()),
                        Clock.systemUTC());
        ServerAddress address =
                new ServerAddress("shop", server.url("shop"), Optional.empty(), Optional.empty());
        try (Server reached = engine.connect(address)) {
            server.execute(
                    "shop", reached.snapshotGrants("holdfast_backup").toArray(String[]::new));
        }
    }

    /// Starts it as the user is told to.
    private static String facts(Path restored, String command, int port) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", command).directory(new File("/")).start();
        assertThat(shell.waitFor(2, TimeUnit.MINUTES)).as(command).isTrue();
        assertThat(shell.exitValue()).as(command).isZero();
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + port + "/shop", "postgres", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(FACTS)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        } finally {
            stop(restored);
        }
    }

    private static void stop(Path data) throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
        ProcessHandle.of(Long.parseLong(pid))
                .ifPresent(server -> {
                    server.destroy();
                    server.onExit().orTimeout(60, TimeUnit.SECONDS).join();
                });
    }

    private static List<String> with(List<String> place, String... words) {
        return Stream.concat(Stream.of(words), place.stream()).toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
