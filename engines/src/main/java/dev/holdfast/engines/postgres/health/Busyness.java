package dev.holdfast.engines.postgres.health;

import static dev.holdfast.core.health.Unit.PERCENT;
import static dev.holdfast.core.health.Unit.PER_MINUTE;
import static dev.holdfast.core.health.Unit.SECONDS;

import dev.holdfast.core.health.Check.Kind;
import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Who is connected, who waits, and for whom.
final class Busyness {
    private Busyness() {}

    static List<SqlCheck> checks() {
        return List.of(connections(), idle(), longest(), blocked(), lockTable(), deadlocks());
    }

    private static SqlCheck connections() {
        return SqlCheck.named("connections")
                .about("how many of the connections that applications can have are in use")
                .why(
                        "at 80 % one deployment that doubles its pool fills them; from 95 % on new"
                                + " connections are refused any moment")
                .remedy(
                        "find who holds them: SELECT usename, application_name, state, count(*) FROM"
                                + " pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC; then bound that pool,"
                                + " or put a pooler in front")
                .reads(
                        Limits.above(PERCENT, 80, 95),
                        """
                        SELECT round(100.0 * used / usable, 1), used, usable
                          FROM (SELECT count(*) FILTER (WHERE backend_type = 'client backend') AS used,
                                       current_setting('max_connections')::int
                                         - current_setting('superuser_reserved_connections')::int
                                         AS usable
                                  FROM pg_stat_activity) a
                        """,
                        row ->
                                Reading.of(
                                        "",
                                        row.getDouble(1),
                                        "%d of %d connections are in use"
                                                .formatted(row.getInt(2), row.getInt(3))));
    }

    private static SqlCheck idle() {
        return SqlCheck.named("idle-in-transaction")
                .about("the longest time that a session sits in a transaction and does nothing")
                .why(
                        "it holds its locks, and keeps vacuum from removing dead rows; 5 minutes are a"
                                + " forgotten commit, 30 minutes a lost client")
                .remedy(
                        "end it: SELECT pg_terminate_backend(PID); and set"
                                + " idle_in_transaction_session_timeout")
                .asMonitor()
                .reads(
                        Limits.above(SECONDS, 300, 1800),
                        """
                        SELECT extract(epoch FROM clock_timestamp() - state_change), pid,
                               coalesce(usename, ''), application_name
                          FROM pg_stat_activity
                         WHERE state LIKE 'idle in transaction%'
                         ORDER BY state_change LIMIT 5
                        """,
                        row -> session(row, "has been idle in a transaction"));
    }

    private static SqlCheck longest() {
        return SqlCheck.named("long-transaction")
                .about("the longest open transaction")
                .why(
                        "nothing that it could still see can be vacuumed: tables and indexes grow for"
                                + " everybody; 30 minutes are long for an application, 2 hours for a report")
                .remedy("let it end, or: SELECT pg_terminate_backend(PID)")
                .asMonitor()
                .reads(
                        Limits.above(SECONDS, 1800, 7200),
                        """
                        SELECT extract(epoch FROM clock_timestamp() - xact_start), pid,
                               coalesce(usename, ''), application_name
                          FROM pg_stat_activity
                         WHERE backend_type = 'client backend' AND xact_start IS NOT NULL
                           AND pid <> pg_backend_pid()
                         ORDER BY xact_start LIMIT 5
                        """,
                        row -> session(row, "has had a transaction open"));
    }

    private static Reading session(ResultSet row, String does) throws SQLException {
        int pid = row.getInt(2);
        double seconds = row.getDouble(1);
        return Reading.of(
                        "",
                        seconds,
                        "session %d (%s) %s for %s"
                                .formatted(
                                        pid,
                                        name(row.getString(3), row.getString(4)),
                                        does,
                                        SECONDS.text(seconds)))
                .withHint("let it end, or: SELECT pg_terminate_backend(%d);".formatted(pid));
    }

    private static SqlCheck blocked() {
        return SqlCheck.named("blocked")
                .about(
                        "the longest time that a session waits for a lock, and who is at the head of"
                                + " the queue")
                .why(
                        "a queue behind one lock is an outage of that table; people notice at 30"
                                + " seconds, timeouts end requests long before 2 minutes")
                .remedy(
                        "end the blocker: SELECT pg_cancel_backend(PID); or pg_terminate_backend(PID)")
                .asMonitor()
                .reads(
                        Limits.above(SECONDS, 30, 120),
                        """
                        SELECT extract(epoch FROM clock_timestamp() - min(w.waitstart)), count(*),
                               min(root.pid), min(coalesce(root.usename, '')),
                               min(root.application_name), min(coalesce(root.state, '')),
                               min(coalesce(w.relation::regclass::text, w.locktype))
                          FROM pg_locks w
                          LEFT JOIN LATERAL (
                               SELECT a.pid, a.usename, a.application_name, a.state
                                 FROM pg_locks q, unnest(pg_blocking_pids(q.pid)) b
                                 JOIN pg_stat_activity a ON a.pid = b
                                WHERE NOT q.granted AND cardinality(pg_blocking_pids(b)) = 0
                                ORDER BY a.xact_start LIMIT 1) root ON true
                         WHERE NOT w.granted HAVING count(*) > 0
                        """,
                        Busyness::blocked);
    }

    private static Reading blocked(ResultSet row) throws SQLException {
        double seconds = row.getDouble(1);
        int blocker = row.getInt(3);
        String state = row.getString(6).isEmpty() ? "" : ", " + row.getString(6);
        return Reading.of(
                        "",
                        seconds,
                        "%d sessions wait, the longest for %s, for %s; at the head is session %d"
                                        .formatted(
                                                row.getInt(2),
                                                SECONDS.text(seconds),
                                                row.getString(7),
                                                blocker)
                                + " (%s%s)"
                                        .formatted(name(row.getString(4), row.getString(5)), state))
                .withHint(
                        "SELECT pg_cancel_backend(%1$d); or, when that is not enough,"
                                        .formatted(blocker)
                                + " SELECT pg_terminate_backend(%d);".formatted(blocker));
    }

    private static String name(String user, String application) {
        return application.isEmpty() ? user : user + ", " + application;
    }

    private static SqlCheck lockTable() {
        return SqlCheck.named("lock-table")
                .about("how full the server's table of locks is")
                .why(
                        "when it is full every statement fails with \"out of shared memory\"; a fifth is"
                                + " far above what servers usually need")
                .remedy(
                        "find who locks so many tables: SELECT pid, count(*) FROM pg_locks GROUP BY 1"
                                + " ORDER BY 2 DESC; or raise max_locks_per_transaction, which needs a"
                                + " restart")
                .reads(
                        Limits.above(PERCENT, 20, 60),
                        """
                        SELECT round(100.0 * count(*) / (current_setting('max_locks_per_transaction')::int
                                 * (current_setting('max_connections')::int
                                    + current_setting('max_prepared_transactions')::int)), 2), count(*)
                          FROM pg_locks
                        """,
                        row ->
                                Reading.of(
                                        "",
                                        row.getDouble(1),
                                        "%d locks are held".formatted(row.getLong(2))));
    }

    private static SqlCheck deadlocks() {
        return SqlCheck.named("deadlocks")
                .about(
                        "how many transactions a minute the server ends because they wait for each"
                                + " other")
                .why(
                        "each is work that was lost; five a minute is a pattern in an application, not"
                                + " bad luck")
                .remedy("the server's log names both statements; take locks in one order")
                .kind(Kind.RATE)
                .ofOneDatabase()
                .reads(
                        Limits.above(PER_MINUTE, 5, 60),
                        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
                        row -> Reading.of("", row.getDouble(1), "deadlocks"));
    }
}
