package dev.holdfast.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/// The SQLite file and this process's one connection to it, shared by its threads in turn.
final class StateFile implements AutoCloseable {
    /// How long to wait for another process to finish its write.
    private static final int BUSY_MILLIS = 15_000;

    private final Path file;
    private final Connection connection;

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private StateFile(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static StateFile open(Path directory, StateForm form) {
        Path file = directory.toAbsolutePath().resolve(form.name());
        create(directory, file);
        try {
            return new StateFile(file, connect(directory, file, form));
        } catch (SQLException e) {
            throw StateProblem.of(file, e);
        }
    }

    private static Connection connect(Path directory, Path file, StateForm form)
            throws SQLException {
        Connection connection = connection(file, form);
        try {
            if (version(connection) < form.schema()) {
                SchemaUpgrade.run(directory, file, form, settings(form));
            }
            int version = version(connection);
            if (version != form.schema()) {
                throw StateProblem.newer(file, version, form);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// Runs `work` outside a transaction: each statement sees the latest state.
    synchronized <T> T read(Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw StateProblem.of(file, e);
        }
    }

    /// Runs `work` as one transaction that holds the write lock from its start. Durable when this
    /// returns.
    synchronized <T> T write(Work<T> work) {
        try {
            execute("begin immediate");
            try {
                T result = work.on(connection);
                execute("commit");
                return result;
            } catch (SQLException | RuntimeException e) {
                rollback(e);
                throw e;
            }
        } catch (SQLException e) {
            throw StateProblem.of(file, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw StateProblem.of(file, e);
        }
    }

    /// After some failures, such as a full disk, SQLite has rolled back by itself.
    private void rollback(Exception failure) {
        try {
            execute("rollback");
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connection(Path file, StateForm form) throws SQLException {
        return settings(form).createConnection("jdbc:sqlite:" + file);
    }

    private static SQLiteConfig settings(StateForm form) {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setBusyTimeout(BUSY_MILLIS);
        settings.setSynchronous(form.synchronous());
        return settings;
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("pragma user_version")) {
            return rows.getInt(1);
        }
    }

    private static void create(Path directory, Path file) {
        try {
            if (Files.notExists(directory)) {
                Files.createDirectories(directory, only("rwx------"));
                // it often lies beside holdfast.yaml in a repository, and may hold scratch data
                Files.writeString(directory.resolve(".gitignore"), "*\n");
            }
            if (Files.notExists(file)) {
                Files.createFile(file, only("rw-------"));
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw StateProblem.unusable(file, "something else has its name", e);
            } // else another process was quicker
        } catch (IOException e) {
            throw StateProblem.unusable(file, "it cannot be made", e);
        }
    }

    /// SQLite gives its side files the permissions of the file itself.
    private static FileAttribute<?>[] only(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
