package dev.holdfast.app;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// What would be lost if the server were gone now, sampled while clients write as fast as they can: the
/// age of the newest commit that stands in a storage, read from the names of the stored objects, as
/// anybody could who has nothing but the storage. `wal stream` runs in a process of its own.
public final class RecoveryPoint {
    private static final int CLIENTS = 4;
    private static final Duration SAMPLE = Duration.ofMillis(50);

    private RecoveryPoint() {}

    public static void main(String[] words) throws Exception {
        Path directory = Path.of(words[0]);
        Duration time = Duration.ofSeconds(words.length > 1 ? Long.parseLong(words[1]) : 60);
        try (EmbeddedServer server =
                EmbeddedServer.start(
                        18,
                        Files.createDirectories(directory.resolve("server")),
                        Map.of("max_wal_size", "8GB"))) {
            server.execute(
                    "postgres",
                    "create table accounts (id int primary key, balance int, filler char(80))",
                    "insert into accounts select g, 0, '' from generate_series(1, 100000) g",
                    "create table history (id int, amount int, at timestamptz, filler char(22))",
                    "checkpoint");
            Files.writeString(directory.resolve("holdfast.yaml"), estate(server));
            holdfast(directory, "vault init").waitFor();
            holdfast(directory, "backup run shop --quiet").waitFor();
            Process stream = holdfast(directory, "wal stream shop --quiet");
            try {
                awaitFirst(directory);
                measure(server, directory, time);
            } finally {
                stream.destroy();
                stream.waitFor();
            }
        }
    }

    private static void measure(EmbeddedServer server, Path directory, Duration time) throws Exception {
        LongAdder commits = new LongAdder();
        Instant end = Instant.now().plus(time);
        List<Thread> clients = new ArrayList<>();
        long before = Long.parseLong(server.query("postgres", "select pg_current_wal_lsn() - '0/0'"));
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(Thread.ofPlatform().start(() -> write(server, end, commits)));
        }
        List<Long> ages = new ArrayList<>();
        Thread.sleep(3000); // the first commits are on their way
        while (Instant.now().isBefore(end)) {
            ages.add(Duration.between(newest(directory), Instant.now()).toMillis());
            Thread.sleep(SAMPLE);
        }
        for (Thread client : clients) {
            client.join();
        }
        long written = Long.parseLong(server.query("postgres", "select pg_current_wal_lsn() - '0/0'")) - before;
        long[] sorted = ages.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%,d commits/s, %.1f MB/s of WAL, %d samples%nrecovery point: p50 %d ms, p90 %d ms, p99 %d ms, most %d ms%n",
                commits.sum() / time.toSeconds(),
                written / 1e6 / time.toSeconds(),
                sorted.length,
                at(sorted, 50),
                at(sorted, 90),
                at(sorted, 99),
                sorted[sorted.length - 1]);
    }

    private static long at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static void write(EmbeddedServer server, Instant end, LongAdder commits) {
        try (Connection connection = server.connect("postgres")) {
            connection.setAutoCommit(false);
            try (PreparedStatement update =
                            connection.prepareStatement("update accounts set balance = balance + 1 where id = ?");
                    PreparedStatement insert =
                            connection.prepareStatement("insert into history values (?, 1, now(), '')")) {
                while (Instant.now().isBefore(end)) {
                    int account = ThreadLocalRandom.current().nextInt(1, 100_001);
                    update.setInt(1, account);
                    update.executeUpdate();
                    insert.setInt(1, account);
                    insert.executeUpdate();
                    connection.commit();
                    commits.increment();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitFirst(Path directory) throws InterruptedException {
        for (int i = 0; i < 600 && newest(directory).equals(Instant.EPOCH); i++) {
            Thread.sleep(100);
        }
    }

    /// The third number of a name is a time in microseconds: docs/reference/vault-format.md.
    private static Instant newest(Path directory) {
        Path stream = directory.resolve("vault/stream");
        if (!Files.exists(stream)) {
            return Instant.EPOCH;
        }
        try (Stream<Path> objects = Files.walk(stream)) {
            long micros =
                    objects.map(path -> path.getFileName().toString().split("-"))
                            .filter(parts -> parts.length == 4)
                            .mapToLong(parts -> Long.parseUnsignedLong(parts[2], 16))
                            .max()
                            .orElse(0);
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process holdfast(Path directory, String command) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.holdfast.app.Main"));
        words.addAll(Arrays.asList(command.split(" ")));
        words.addAll(List.of("--config", directory.resolve("holdfast.yaml").toString()));
        return new ProcessBuilder(words).inheritIO().start();
    }

    private static String estate(EmbeddedServer server) {
        return """
                estate: benchmark
                vault: {key: "${file:vault.key}"}
                environments: [{name: local}]
                storages: [{name: here, type: file, path: vault}]
                databases:
                  - name: shop
                    in: {local: {url: "%s", backup: {read: sql}}}
                """
                .formatted(server.url("postgres"));
    }
}
