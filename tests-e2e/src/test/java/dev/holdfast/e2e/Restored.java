package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A directory that `backup restore` made, started with the command that it printed. Closing stops
/// that server.
final class Restored implements AutoCloseable {

    private final Path directory;
    private final int port;

    private Restored(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static Restored latest(Site site, Path to, String... options) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of("backup", "restore", "shop", "--to", to.toString(), "--yes"));
        words.addAll(List.of(options));
        words.add("--json");
        Outcome outcome = site.holdfast(words.toArray(String[]::new)).exits(0);
        return started(site, to, outcome.json().get("start").asString());
    }

    /// @param command what the user is told to type
    static Restored started(Site site, Path directory, String command) throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-c", command)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(site.directory().resolve("start.log").toFile())
                        .start();
        assertThat(shell.waitFor(2, TimeUnit.MINUTES)).as(command).isTrue();
        assertThat(shell.exitValue())
                .as(command + "\n" + Files.readString(site.directory().resolve("start.log")))
                .isZero();
        return new Restored(directory, site.restoredPort());
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "");
    }

    /// The first column of the query's first row, as text.
    String query(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }

    Contents contents() throws SQLException {
        return Contents.of(this::connect);
    }

    @Override
    public void close() throws IOException {
        long pid =
                Long.parseLong(
                        Files.readAllLines(directory.resolve("postmaster.pid")).getFirst().strip());
        ProcessHandle.of(pid)
                .ifPresent(server -> {
                    server.destroy();
                    server.onExit().orTimeout(60, TimeUnit.SECONDS).join();
                });
    }
}
