package dev.holdfast.app;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Trains backup and restore on a small server of its own. Without it the first second of every
/// backup is spent on learning what the last one knew: 0.5 to 1 CPU seconds.
///
/// @param command runs the words of a command with a configuration
record LongTraining(Path directory, BiConsumer<String, Path> command) {
    private static final int MAJOR_VERSION = 18;

    /// About 30 MB: each loop that is hot in a real backup runs often enough to be compiled.
    private static final String TABLE =
            """
            create table events as
              select g id, md5(g::text) token, 'customer ' || g % 5000 || ' of ' || g % 17 note
              from generate_series(1, 300000) g\
            """;

    /// Over SQL, as from another machine, and from the files, as on the server's own.
    private static final List<String> READINGS = List.of("sql", "auto");

    void run() throws IOException, InterruptedException {
        try (EmbeddedServer server =
                EmbeddedServer.start(
                        MAJOR_VERSION,
                        Files.createDirectories(directory.resolve("server")),
                        Map.of("summarize_wal", "on"))) {
            server.execute("postgres", TABLE, "vacuum analyze");
            for (String reading : READINGS) {
                train(server, Files.createDirectories(directory.resolve(reading)), reading);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void train(EmbeddedServer server, Path place, String reading)
            throws IOException, SQLException {
        Path file = place.resolve("holdfast.yaml");
        Files.writeString(file, estate(server.url("postgres"), reading));
        command.accept("vault init", file);
        command.accept("backup run shop --quiet", file);
        server.execute("postgres", "update events set note = 'moved' where id % 2000 = 0");
        command.accept("backup run shop", file);
        command.accept("backup restore shop --yes --to " + place.resolve("restored"), file);
        command.accept("branch serve shop --at latest --name training --ttl 1s --last", file);
    }

    private static String estate(String url, String reading) {
        return """
        estate: training
        vault: {key: "${file:vault.key}"}
        scratch: {directory: scratch}
        environments: [{name: production, protected: true}]
        storages: [{name: here, type: file, path: vault}]
        databases:
          - name: shop
            in:
              production: {url: "%s", backup: {to: [here], read: %s}}
        """
                .formatted(url, reading);
    }
}
