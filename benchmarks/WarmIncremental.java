package dev.holdfast.app;

import com.sun.management.OperatingSystemMXBean;
import dev.holdfast.cli.HoldfastCommandLine;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;

/// One process takes a full backup of an embedded server and then incremental ones, as the daemon
/// does; between any two, 2,000 scattered rows are updated and 5,000 inserted. Prints wall and CPU
/// of this process (the server's own is not in it) and what the vault has grown by.
public final class WarmIncremental {
    private static final int INCREMENTALS = 6;
    private static final int ROWS_PER_MEGABYTE = 6200;

    private WarmIncremental() {}

    public static void main(String[] words) throws Exception {
        Path directory = Path.of(words[0]);
        long rows = ROWS_PER_MEGABYTE * (words.length > 1 ? Long.parseLong(words[1]) : 2300);
        try (EmbeddedServer server =
                EmbeddedServer.start(
                        18,
                        Files.createDirectories(directory.resolve("server")),
                        Map.of("summarize_wal", "on", "max_wal_size", "8GB"))) {
            server.execute(
                    "postgres",
                    "create table rows as select g id, md5(g::text) token, 'customer ' || g % 5000"
                            + " || ' of region ' || g % 17 note, 0 changed"
                            + " from generate_series(1, " + rows + ") g",
                    "create index on rows (id)",
                    "vacuum analyze");
            Files.writeString(directory.resolve("holdfast.yaml"), estate(server));
            System.out.println(server.query("postgres", "select pg_size_pretty(pg_database_size('postgres'))"));
            run(directory, "vault init");
            measure(directory, "full");
            for (int i = 1; i <= INCREMENTALS; i++) {
                server.execute(
                        "postgres",
                        "update rows set changed = changed + 1 where id in (select 1 + (random() * "
                                + rows + ")::bigint from generate_series(1, 2000))",
                        "insert into rows select g, md5(g::text), 'new', 0 from generate_series(1, 5000) g");
                measure(directory, "incremental " + i);
            }
        }
    }

    private static void measure(Path directory, String what) {
        long bytes = size(directory.resolve("vault"));
        long cpu = cpuNanos();
        long began = System.nanoTime();
        run(directory, "backup run shop --quiet");
        System.out.printf(
                "%-14s wall %.2f s, CPU %.2f s, stored %.2f MB%n",
                what,
                (System.nanoTime() - began) / 1e9,
                (cpuNanos() - cpu) / 1e9,
                (size(directory.resolve("vault")) - bytes) / 1e6);
    }

    private static void run(Path directory, String command) {
        Clock clock = Clock.systemUTC();
        String words = command + " --config " + directory.resolve("holdfast.yaml");
        int code =
                new HoldfastCommandLine(
                                new Holdfast(clock), ProcessTerminal.open(System.getenv()), clock)
                        .run(words.split(" "));
        if (code != 0) {
            throw new IllegalStateException(command + " ended with " + code);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long size(Path root) {
        if (!Files.exists(root)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
