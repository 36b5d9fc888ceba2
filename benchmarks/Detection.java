package dev.holdfast.app;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// From the fault to the alert in a receiver's hands, at the default settings; and whether there is an
/// alarm while pgbench saturates the server. Arguments: repeats (5), minutes of pgbench (10), and the
/// faults to try (all). Exit code 1 when the database's absence is told later than five seconds, or when
/// it was told though it was there.
public final class Detection {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double DOWN_SECONDS = 5;
    private static final Pattern NOTICE =
            Pattern.compile("\"kind\":\"([a-z]+)\",\"alert\":\"[^\"]*\",\"check\":\"([^\"]+)\"");
    private static final List<String> CLIENT = List.of("env", "PGAPPNAME=pgbench", "nice", "-n", "19");

    private record Heard(long nanos, String kind, String check) {}

    /// @param check what is to be told
    /// @param most how many seconds it may take; infinite where only the time is of interest
    private record Fault(String name, String check, double most, Step begin, Step end) {}

    private interface Step {
        void run() throws Exception;
    }

    private final Path directory;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final List<Connection> held = new ArrayList<>();
    private EmbeddedServer server;
    private EmbeddedServer standby;
    private boolean failed;

    private Detection(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] words) throws Exception {
        int repeats = words.length > 1 ? Integer.parseInt(words[1]) : 5;
        int minutes = words.length > 2 ? Integer.parseInt(words[2]) : 10;
        List<String> only = words.length > 3 ? Arrays.asList(words).subList(3, words.length) : List.of();
        Detection detection = new Detection(Path.of(words[0]));
        detection.run(repeats, minutes, only);
        System.exit(detection.failed ? 1 : 0);
    }

    private void run(int repeats, int minutes, List<String> only) throws Exception {
        Path disk = Files.createDirectories(directory.resolve("disk"));
        boolean small = done("mount", "-t", "tmpfs", "-o", "size=900m,mode=755", "tmpfs", disk.toString());
        HttpServer receiver = receiver();
        try {
            startServers(disk);
            Process watching = watch(receiver.getAddress().getPort());
            try {
                settle();
                System.out.printf("%-24s%8s%8s%8s%8s%n", "seconds from event", "times", "median", "p99", "most");
                for (Fault fault : faults(disk, small)) {
                    if (only.isEmpty() || only.contains(fault.name())) {
                        measure(fault, repeats);
                    }
                }
                saturate(minutes);
            } finally {
                watching.destroy();
                watching.waitFor();
            }
        } finally {
            receiver.stop(0);
            close(standby);
            close(server);
            if (small) {
                done("umount", "--lazy", disk.toString());
            }
        }
    }

    private static void close(EmbeddedServer some) {
        if (some != null) {
            some.close();
        }
    }

    private void startServers(Path disk) throws Exception {
        Path home = disk.resolve("primary");
        server = EmbeddedServer.start(18, home, Map.of("max_wal_size", "128MB", "fsync", "on"));
        server.execute(
                "postgres",
                "create role watcher login",
                "grant pg_monitor to watcher",
                "grant create on database postgres to watcher",
                "create role app login",
                "create table locked (n int)",
                "grant all on locked to app");
        server.stop();
        Path other = directory.resolve("standby");
        done("cp", "-a", home.toString(), other.toString());
        Files.createFile(other.resolve("data/standby.signal"));
        Files.writeString(
                other.resolve("data/postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres'\n".formatted(server.port()),
                StandardOpenOption.APPEND);
        server.start();
        standby = EmbeddedServer.start(18, other, Map.of());
    }

    private List<Fault> faults(Path disk, boolean small) {
        List<Fault> faults = new ArrayList<>();
        faults.add(new Fault("killed", "available", DOWN_SECONDS, server::kill9, server::start));
        faults.add(new Fault("stopped", "available", DOWN_SECONDS, () -> signal("STOP"), () -> signal("CONT")));
        faults.add( // two rounds of checks
                new Fault("connections", "available|connections", 65, this::exhaust, this::release));
        faults.add(new Fault("lock", "blocked", Double.POSITIVE_INFINITY, this::lock, this::release));
        faults.add(
                new Fault("standby", "standbys", Double.POSITIVE_INFINITY, standby::kill9, standby::start));
        if (small) {
            Path filler = disk.resolve("filler");
            faults.add(
                    new Fault(
                            "disk",
                            "disk-free|available",
                            Double.POSITIVE_INFINITY,
                            () -> done("dd", "if=/dev/zero", "of=" + filler, "bs=1M", "status=none"),
                            () -> Files.delete(filler)));
        }
        return faults;
    }

    private void measure(Fault fault, int repeats) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            heard.clear();
            long began = System.nanoTime();
            fault.begin().run();
            seconds.add((await("opened", fault.check()) - began) / 1e9);
            fault.end().run();
            await("resolved", fault.check());
            Thread.sleep(2_000);
        }
        double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double p99 = sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)];
        failed |= p99 > fault.most();
        System.out.printf(
                "%-24s%8d%8.1f%8.1f%8.1f%s%n",
                fault.name(),
                sorted.length,
                sorted[sorted.length / 2],
                p99,
                sorted[sorted.length - 1],
                p99 > fault.most() ? "  more than " + fault.most() : "");
    }

    private long await(String kind, String check) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Heard next = heard.poll(1, TimeUnit.SECONDS);
            if (next != null && next.kind().equals(kind) && next.check().matches(check)) {
                return next.nanos();
            }
        }
        throw new IllegalStateException("never told: " + kind + " " + check);
    }

    /// Until everything is told that is true of this server from the beginning.
    private void settle() throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(90));
    }

    private void saturate(int minutes) throws Exception {
        if (minutes == 0) {
            return;
        }
        pgbench("-i", "-q", "-s", "10");
        heard.clear();
        pgbench("-c", "32", "-j", "2", "-T", Integer.toString(minutes * 60));
        List<Heard> alarms = heard.stream().filter(each -> each.kind().equals("opened")).toList();
        alarms.forEach(each -> System.out.println("told under load: " + each.check()));
        boolean isFalse = alarms.stream().anyMatch(each -> each.check().equals("available"));
        failed |= isFalse;
        System.out.printf(
                "%d minutes of pgbench with 32 clients: %s%n",
                minutes, isFalse ? "FALSE ALARM" : "no false alarm");
    }

    private void pgbench(String... options) throws Exception {
        List<String> words = new ArrayList<>(CLIENT);
        words.addAll(List.of("pgbench", "-h", "127.0.0.1", "-p", "" + server.port(), "-U", "postgres"));
        words.addAll(List.of(options));
        words.add("postgres");
        done(words.toArray(String[]::new));
    }

    /// The postmaster and all that it has started: nothing is accepted, nothing answered.
    private void signal(String name) {
        ProcessHandle postmaster = ProcessHandle.of(server.pid()).orElseThrow();
        Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .forEach(each -> done("kill", "-" + name, Long.toString(each.pid())));
    }

    private void exhaust() {
        try {
            while (held.size() < 1000) {
                held.add(connect());
            }
        } catch (SQLException full) {
            return; // as wanted
        }
    }

    private void lock() throws SQLException {
        Connection holder = connect();
        held.add(holder);
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("lock table locked");
        }
        Connection waiting = connect();
        held.add(waiting);
        Thread.ofVirtual()
                .start(() -> {
                    try (Statement statement = waiting.createStatement()) {
                        statement.execute("select * from locked");
                    } catch (SQLException ended) {
                        return; // released
                    }
                });
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/postgres?user=app".formatted(server.port()));
    }

    private void release() throws SQLException {
        for (Connection each : held) {
            each.abort(Runnable::run);
        }
        held.clear();
    }

    private HttpServer receiver() throws IOException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        receiver.createContext(
                "/",
                exchange -> {
                    long now = System.nanoTime();
                    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                    for (MatchResult notice : NOTICE.matcher(body).results().toList()) {
                        heard.add(new Heard(now, notice.group(1), notice.group(2)));
                    }
                });
        receiver.start();
        return receiver;
    }

    private Process watch(int port) throws IOException {
        Path file = directory.resolve("holdfast.yaml");
        Files.writeString(file, estate(port));
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
        words.addAll(List.of("monitor", "run", "--quiet", "--config", file.toString()));
        return new ProcessBuilder(words).inheritIO().start();
    }

    private String estate(int port) {
        return """
                estate: benchmark
                vault: {key: "${file:vault.key}"}
                environments: [{name: local}]
                databases:
                  - name: shop
                    in: {local: {url: "postgresql://watcher@127.0.0.1:%d/postgres", monitor: {}}}
                alerts:
                  - {name: receiver, type: webhook, url: "http://127.0.0.1:%d/"}
                """
                .formatted(server.port(), port);
    }

    private static boolean done(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
