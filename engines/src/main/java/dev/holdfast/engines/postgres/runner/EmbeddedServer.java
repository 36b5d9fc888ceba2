package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.problem.HoldfastException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/// A fresh PostgreSQL for the demonstration and for tests: made by `initdb` in a directory of its
/// own, reached on 127.0.0.1 at a free port that stays the same over restarts. Not safe for several
/// threads.
///
/// `EmbeddedServer.start(18, directory, Map.of("wal_level", "logical"))`
public final class EmbeddedServer implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(2);
    private static final int PORT_ATTEMPTS = 5;

    /// How to make a server.
    ///
    /// @param directory holds `data` and `server.log`; made where it is missing
    /// @param settings lines for `postgresql.conf`
    /// @param superuser its name
    /// @param password of the superuser; when empty, every local connection is trusted
    /// @param durable whether it keeps its data when the machine fails; slower
    public record Options(
            int majorVersion,
            Path directory,
            Map<String, String> settings,
            boolean dataChecksums,
            String superuser,
            Optional<String> password,
            boolean durable) {
        public Options {
            settings = Map.copyOf(settings);
        }

        /// With checksums, superuser `postgres`, trusted connections, not durable.
        public static Options of(int majorVersion, Path directory) {
            return new Options(
                    majorVersion, directory, Map.of(), true, "postgres", Optional.empty(), false);
        }

        public Options withSettings(Map<String, String> more) {
            Map<String, String> all = new LinkedHashMap<>(settings);
            all.putAll(more);
            return new Options(
                    majorVersion, directory, all, dataChecksums, superuser, password, durable);
        }

        public Options withDataChecksums(boolean wanted) {
            return new Options(
                    majorVersion, directory, settings, wanted, superuser, password, durable);
        }

        public Options withSuperuser(String name, String secret) {
            return new Options(
                    majorVersion,
                    directory,
                    settings,
                    dataChecksums,
                    name,
                    Optional.of(secret),
                    durable);
        }
    }

    private final Options options;
    private final Binaries binaries;
    private final ServerUser user;
    private final Path data;
    private int port;
    private ServerProcess process;

    private EmbeddedServer(
            Options options, Binaries binaries, ServerUser user, ServerProcess process, int port) {
        this.options = options;
        this.binaries = binaries;
        this.user = user;
        this.data = dataOf(options);
        this.process = process;
        this.port = port;
    }

    /// A server of that version in `directory`, with these settings and otherwise the defaults of
    /// [Options#of]. One that was made there before is started again, with its data.
    public static EmbeddedServer start(
            int majorVersion, Path directory, Map<String, String> settings)
            throws InterruptedException {
        return start(Options.of(majorVersion, directory).withSettings(settings));
    }

    public static EmbeddedServer start(Options options) throws InterruptedException {
        ServerUser user = ServerUser.current();
        Binaries binaries = new BinariesFinder(user).findEmbeddedFirst(options.majorVersion());
        new ClusterMaker(options, binaries, user).makeWhereMissing(dataOf(options));
        for (int attempt = 1; ; attempt++) {
            int port = LoopbackPort.free();
            ServerProcess process = launch(options, binaries, user, port);
            try {
                process.awaitReady(READY);
                return new EmbeddedServer(options, binaries, user, process, port);
            } catch (HoldfastException e) {
                if (attempt == PORT_ATTEMPTS || !process.log().says("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    private static Path dataOf(Options options) {
        return options.directory().toAbsolutePath().resolve("data");
    }

    private static ServerProcess launch(
            Options options, Binaries binaries, ServerUser user, int port) {
        return ServerProcess.start(
                new ServerProcess.Launch(
                        binaries,
                        user,
                        dataOf(options),
                        options.directory().toAbsolutePath().resolve("server.log"),
                        List.of(
                                "-p",
                                Integer.toString(port),
                                "-c",
                                "listen_addresses=" + LoopbackPort.HOST,
                                "-c",
                                "unix_socket_directories=")));
    }

    /// Starts it again after [#stop], [#stopNow] or [#kill9].
    public void start() throws InterruptedException {
        if (process.isAlive()) {
            throw new IllegalStateException("runs already as " + process.pid());
        }
        process = launch(options, binaries, user, port);
        process.awaitReady(READY);
    }

    /// Stops it with a checkpoint: the directory is consistent then.
    public void stop() {
        process.stop();
    }

    /// Stops it at once: the next start recovers.
    public void stopNow() {
        process.stopNow();
    }

    /// Kills all its processes, as a failing machine would.
    public void kill9() {
        process.kill();
    }

    public void restart() throws InterruptedException {
        stop();
        start();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /// Such as `18.6`.
    public String version() {
        return binaries.version();
    }

    public int majorVersion() {
        return options.majorVersion();
    }

    public int port() {
        return port;
    }

    public String superuser() {
        return options.superuser();
    }

    public Path dataDirectory() {
        return data;
    }

    public Path log() {
        return process.log().file();
    }

    /// A connection string for `database` as the superuser, without the password.
    public String url(String database) {
        return url(database, options.superuser());
    }

    public String url(String database, String role) {
        return "postgresql://" + role + "@" + LoopbackPort.HOST + ":" + port + "/" + database;
    }

    /// The same for JDBC, without user and password.
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + LoopbackPort.HOST + ":" + port + "/" + database;
    }

    /// A connection as the superuser, which the caller closes.
    public Connection connect(String database) throws SQLException {
        return connect(database, options.superuser(), options.password().orElse(""));
    }

    /// A connection as a role that needs no password here.
    public Connection connect(String database, String role) throws SQLException {
        return connect(database, role, "");
    }

    public Connection connect(String database, String role, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    /// Runs statements as the superuser, each in a transaction of its own.
    public void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// The first column of the query's first row, as text; empty for NULL and for no row.
    public String query(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? Objects.requireNonNullElse(rows.getString(1), "") : "";
        }
    }

    /// Stops it; its directory stays.
    @Override
    public void close() {
        process.stopNow();
    }
}
