package dev.holdfast.engines.postgres.audit;

import dev.holdfast.core.operation.Workers;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Fingerprints of a database's ordinary tables: number of rows, and exclusive or and sum of the
/// rows' hashes, which together do not depend on the order and notice duplicates.
///
/// A table with a column that cannot be hashed (json, xml, point) is hashed as text, and its
/// fingerprint begins with `text:`. Left out: catalogs, Holdfast's own schema, unlogged tables.
public record FingerprintRun(Sessions sessions, String database) {

    private static final int SESSIONS = 2;
    private static final String UNDEFINED_FUNCTION = "42883";

    private static final String TABLES =
            """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'r' AND c.relpersistence = 'p'
               AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'holdfast')
             ORDER BY pg_relation_size(c.oid) DESC, 1
            """;

    public Map<String, String> run() throws InterruptedException {
        Map<String, String> fingerprints = new ConcurrentSkipListMap<>();
        Workers.runOnVirtualThreads(
                "fingerprints", SESSIONS, tables(), () -> new Worker(open(), fingerprints));
        return new TreeMap<>(fingerprints);
    }

    private List<String> tables() {
        List<String> found = new ArrayList<>();
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw failed("the tables of database " + database, e);
        }
        return found;
    }

    private Connection open() {
        try {
            return sessions.open(database);
        } catch (SQLException e) {
            throw failed("database " + database, e);
        }
    }

    private static HoldfastException failed(String subject, SQLException e) {
        return new HoldfastException(
                ProblemCode.SCRATCH_FAILED,
                subject + " cannot be fingerprinted: " + Complaint.of(e).words(),
                "prove the snapshot to see what is damaged: holdfast backup prove",
                e);
    }

    private record Worker(Connection connection, Map<String, String> fingerprints)
            implements Workers.Worker<String> {

        @Override
        public void work(String table) throws InterruptedException {
            try {
                fingerprints.put(table, fingerprint(table));
            } catch (SQLException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                throw failed("table " + table, e);
            }
        }

        private String fingerprint(String table) throws SQLException {
            try {
                return hash(table, "hash_record_extended(t, 0)");
            } catch (SQLException e) {
                if (!UNDEFINED_FUNCTION.equals(e.getSQLState())) {
                    throw e;
                }
                return "text:" + hash(table, "hashtextextended(t::text, 0)");
            }
        }

        /// `OFFSET 0` keeps the hash from being computed once for each use.
        private String hash(String table, String expression) throws SQLException {
            String sql =
                    """
                    SELECT count(*) || ':' || coalesce(bit_xor(h), 0) || ':' || coalesce(sum(h), 0)
                      FROM (SELECT %s AS h FROM ONLY %s t OFFSET 0) hashed
                    """
                            .formatted(expression, table);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getString(1);
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                // it is gone either way
            }
        }
    }
}
