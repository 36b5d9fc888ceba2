package dev.holdfast.engines.postgres.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/// The extension amcheck in one database of a scratch server.
///
/// @param schema quoted, where its functions are
/// @param ours whether it was put there for this audit
record Amcheck(String schema, boolean ours, int majorVersion) {

    private static final String OWN_SCHEMA = "holdfast_audit";
    private static final int CHECKS_UNIQUENESS_SINCE = 17;

    /// Empty when these binaries do not have it.
    static Optional<Amcheck> in(Connection connection, int majorVersion) throws SQLException {
        String installed =
                """
                SELECT quote_ident(n.nspname) FROM pg_extension e
                  JOIN pg_namespace n ON n.oid = e.extnamespace
                 WHERE e.extname = 'amcheck'
                   AND EXISTS (SELECT FROM pg_available_extensions WHERE name = 'amcheck')
                """;
        String available = "SELECT name FROM pg_available_extensions WHERE name = 'amcheck'";
        Optional<String> schema = first(connection, installed);
        if (schema.isPresent()) {
            return Optional.of(new Amcheck(schema.get(), false, majorVersion));
        }
        if (first(connection, available).isEmpty()) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + OWN_SCHEMA);
            statement.execute("CREATE EXTENSION amcheck SCHEMA " + OWN_SCHEMA);
        }
        return Optional.of(new Amcheck(OWN_SCHEMA, true, majorVersion));
    }

    /// Raises an error when the index contradicts itself or its table.
    String checkIndex(long index) {
        String more = majorVersion >= CHECKS_UNIQUENESS_SINCE ? ", checkunique => true" : "";
        return "SELECT %s.bt_index_check(index => %d::oid::regclass, heapallindexed => true%s)"
                .formatted(schema, index, more);
    }

    /// Gives block, line pointer and message of what contradicts itself in a table.
    String checkTable(long table, int most) {
        return ("SELECT blkno, offnum, msg FROM %s.verify_heapam("
                        + "relation => %d::oid::regclass, check_toast => false) LIMIT %d")
                .formatted(schema, table, most);
    }

    void remove(Connection connection) throws SQLException {
        if (ours) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET client_min_messages = warning");
                statement.execute("DROP EXTENSION amcheck");
                statement.execute("DROP SCHEMA " + OWN_SCHEMA);
            }
        }
    }

    private static Optional<String> first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }
}
