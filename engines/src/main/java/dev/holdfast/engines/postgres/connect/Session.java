package dev.holdfast.engines.postgres.connect;

import dev.holdfast.core.problem.HoldfastException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// One open connection. What fails comes out as a problem that names the server and the work.
///
/// One thread at a time, except [#close], which may come from any thread and makes a call that is
/// under way fail.
public final class Session implements AutoCloseable {

    /// Reads one row.
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Calls the driver.
    public interface Call<T> {
        T call(Connection connection) throws SQLException;
    }

    private final Connection connection;
    private final String label;
    private final HostPort host;
    private final String user;
    private final String database;

    Session(Connection connection, String label, HostPort host, String user, String database) {
        this.connection = connection;
        this.label = label;
        this.host = host;
        this.user = user;
        this.database = database;
    }

    /// What users call the server.
    public String label() {
        return label;
    }

    /// Where the server was really reached.
    public HostPort host() {
        return host;
    }

    public String user() {
        return user;
    }

    public String database() {
        return database;
    }

    /// @param what the work, for people: `reading its facts`
    public <T> List<T> list(String what, String sql, Row<T> row) {
        return call(
                what,
                connection -> {
                    List<T> rows = new ArrayList<>();
                    try (Statement statement = connection.createStatement();
                            ResultSet result = statement.executeQuery(sql)) {
                        while (result.next()) {
                            rows.add(row.read(result));
                        }
                    }
                    return rows;
                });
    }

    public <T> Optional<T> first(String what, String sql, Row<T> row) {
        return list(what, sql, row).stream().findFirst();
    }

    public <T> T one(String what, String sql, Row<T> row) {
        return first(what, sql, row)
                .orElseThrow(() -> new IllegalStateException("no row from: " + sql));
    }

    public void run(String what, String sql) {
        call(
                what,
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.execute(sql);
                    }
                });
    }

    /// For a statement that can take long: an interrupt cancels it on the server and ends this
    /// session.
    public <T> T oneInterruptibly(String what, String sql, Row<T> row) throws InterruptedException {
        return interruptibly(() -> one(what, sql, row));
    }

    /// As [#oneInterruptibly], for few rows.
    public <T> List<T> listInterruptibly(String what, String sql, Row<T> row)
            throws InterruptedException {
        return interruptibly(() -> list(what, sql, row));
    }

    /// As [#oneInterruptibly], for what gives no rows or none of interest.
    public void runInterruptibly(String what, String sql) throws InterruptedException {
        interruptibly(() -> {
            run(what, sql);
            return true;
        });
    }

    private <T> T interruptibly(Callable<T> work) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name("holdfast-statement").start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            cancel();
            close();
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case HoldfastException problem ->
                        throw new HoldfastException(problem.problem(), problem);
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    public <T> T call(String what, Call<T> call) {
        try {
            return call.call(connection);
        } catch (SQLException e) {
            throw ServerProblems.running(label, what, e);
        }
    }

    /// The driver's COPY interface.
    public CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /// Cancels what runs now, from any thread. A server that cannot be reached for it has nothing
    /// to cancel any more.
    private void cancel() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            close();
        }
    }

    /// Ends the session at once, also under a call of another thread, which then fails.
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw ServerProblems.running(label, "closing the connection", e);
        }
    }
}
