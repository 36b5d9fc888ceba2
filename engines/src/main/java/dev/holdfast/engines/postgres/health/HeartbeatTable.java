package dev.holdfast.engines.postgres.health;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.engines.postgres.connect.Session;
import java.util.List;

/// The one small table that the probe writes to. It is made where the role may make it, announced
/// by `init` and removed by `detach`.
final class HeartbeatTable {
    static final String BEAT =
            """
            INSERT INTO holdfast.heartbeat (id, beat) VALUES (1, clock_timestamp())
                ON CONFLICT (id) DO UPDATE SET beat = excluded.beat
            """;

    private static final String MAY_MAKE =
            """
            SELECT NOT pg_is_in_recovery() AND to_regclass('holdfast.heartbeat') IS NULL
                   AND CASE WHEN to_regnamespace('holdfast') IS NULL
                            THEN has_database_privilege(current_database(), 'CREATE')
                            ELSE has_schema_privilege('holdfast', 'CREATE') END
            """;

    private static final String MAY_WRITE =
            """
            SELECT CASE WHEN to_regclass('holdfast.heartbeat') IS NULL THEN false
                        ELSE has_schema_privilege('holdfast', 'USAGE')
                             AND has_table_privilege('holdfast.heartbeat', 'INSERT')
                             AND has_table_privilege('holdfast.heartbeat', 'UPDATE')
                             AND has_table_privilege('holdfast.heartbeat', 'SELECT') END
            """;

    /// A page has room for many versions of the row, so that no index is ever touched.
    private static final List<String> MAKE =
            List.of(
                    "CREATE SCHEMA IF NOT EXISTS holdfast",
                    "CREATE TABLE IF NOT EXISTS holdfast.heartbeat (id int PRIMARY KEY, beat"
                            + " timestamptz NOT NULL) WITH (fillfactor = 10,"
                            + " autovacuum_vacuum_scale_factor = 0,"
                            + " autovacuum_vacuum_threshold = 1000)");

    private HeartbeatTable() {}

    /// Whether `session` can beat: makes the table where it is missing and may be made.
    static boolean ready(Session session) {
        if (is(session, MAY_MAKE)) {
            try {
                MAKE.forEach(sql -> session.run("making the probe's table", sql));
            } catch (HoldfastException e) {
                if (!is(session, MAY_WRITE)) { // another probe may have been quicker
                    return false;
                }
            }
        }
        return is(session, MAY_WRITE);
    }

    static boolean exists(Session session) {
        return is(session, "SELECT to_regnamespace('holdfast') IS NOT NULL");
    }

    /// Fails when somebody else put something into the schema.
    static void remove(Session session) {
        session.run("removing its table", "SET default_transaction_read_only = off");
        session.run("removing its table", "DROP TABLE IF EXISTS holdfast.heartbeat");
        session.run("removing its schema", "DROP SCHEMA IF EXISTS holdfast");
    }

    private static boolean is(Session session, String question) {
        return session.one("looking for the probe's table", question, row -> row.getBoolean(1));
    }
}
