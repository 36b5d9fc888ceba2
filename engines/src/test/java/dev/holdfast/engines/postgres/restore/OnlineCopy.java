package dev.holdfast.engines.postgres.restore;

import dev.holdfast.core.engine.DataDirectories.Recovery;
import dev.holdfast.core.engine.ServerFacts.OutsideFile;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A backup of a running server as the manual describes it, with file copies: what a restore puts
/// back, without a vault in between.
public record OnlineCopy(byte[] controlFile, String label) {

    /// Copies `server` into `target`, where a restore has begun. `meanwhile` runs while the server
    /// is in backup mode.
    public static OnlineCopy of(EmbeddedServer server, Path target, String... meanwhile)
            throws Exception {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            boolean old = server.majorVersion() < 15;
            statement.execute(
                    old
                            ? "SELECT pg_start_backup('copy', true, false)"
                            : "SELECT pg_backup_start('copy', true)");
            server.execute("postgres", meanwhile);
            copy(server.dataDirectory(), target, false);
            byte[] control =
                    Files.readAllBytes(server.dataDirectory().resolve(Layout.CONTROL_FILE));
            String label =
                    label(
                            statement,
                            old
                                    ? "SELECT labelfile FROM pg_stop_backup(false, false)"
                                    : "SELECT labelfile FROM pg_backup_stop(false)");
            copy(server.dataDirectory(), target, true);
            return new OnlineCopy(control, label);
        }
    }

    /// Copies the WAL that `server` has written since.
    public static void copyWal(EmbeddedServer server, Path target) throws IOException {
        copy(server.dataDirectory(), target, true);
    }

    public Recovery recovery(List<OutsideFile> outside, String... settings) {
        return new Recovery(
                controlFile, label, Map.of(), 1, "", outside, List.of(settings), Map.of());
    }

    private static String label(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void copy(Path from, Path to, boolean wal) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                String name = from.relativize(path).toString();
                boolean isWal = name.startsWith("pg_wal/") && Files.isRegularFile(path);
                if (name.equals(Layout.CONTROL_FILE) || wal != isWal) {
                    continue;
                }
                if (Files.isDirectory(path)) {
                    Files.createDirectories(to.resolve(name));
                } else if (isWal || !name.startsWith("postmaster.")) {
                    Files.copy(path, to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
