package dev.holdfast.e2e;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/// A small table that is updated all the time, with a transaction that stays open meanwhile and
/// commits later.
final class BusyTable implements AutoCloseable {

    private static final int MORE = 50;
    private static final int ROWS = 200;

    private final Connection connection;
    private final AtomicLong updates = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    private BusyTable(Connection connection) {
        this.connection = connection;
        this.thread = Thread.ofVirtual().start(this::update);
    }

    static BusyTable on(EmbeddedServer server) throws SQLException {
        server.execute(
                "shop",
                "create table busy as select g as id, 0 as n from generate_series(1, 200) g",
                "vacuum busy");
        BusyTable busy = new BusyTable(server.connect("shop"));
        busy.awaitMoreUpdates();
        return busy;
    }

    void awaitMoreUpdates() {
        long before = updates.get();
        Awaitility.await().until(() -> updates.get() > before + MORE);
    }

    /// Each transaction inserts a row, is open for a while, and commits after the next update.
    private void update() {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!closed) {
                long n = updates.incrementAndGet();
                statement.execute("update busy set n = n + 1 where id = " + (1 + n % ROWS));
                if (n % 10 == 0) {
                    connection.commit();
                }
            }
        } catch (SQLException e) {
            if (!closed) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
