package dev.holdfast.engines.postgres.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A table of users' rows in one database.
///
/// @param sql its name, quoted
/// @param path of its first file
/// @param shape changes whenever its columns do
/// @param readable whether the session's role may read it
record Table(long oid, String sql, String path, String shape, boolean readable) {

    /// Of the system's own tables, large objects are users' data; the others are compared by their
    /// pages. Nothing here waits for a lock on a table.
    static final String QUERY =
            """
            SELECT c.oid::bigint, quote_ident(n.nspname) || '.' || quote_ident(c.relname),
                   pg_relation_filepath(c.oid),
                   (SELECT count(*) || ':' || coalesce(sum(hashtextextended(concat_ws(' ', attnum,
                               atttypid, atttypmod, attisdropped, atthasmissing, attgenerated), 0)),
                               0)
                      FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0)
                   || ':' || (SELECT coalesce(sum(d.oid::bigint), 0)
                                FROM pg_attrdef d WHERE d.adrelid = c.oid),
                   has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'm') AND c.relpersistence = 'p' AND c.relam = 2
               AND c.relispopulated
               AND (n.nspname NOT IN ('pg_catalog', 'information_schema', 'holdfast')
                    OR c.oid = 2613)
             ORDER BY c.oid
            """;

    static Table of(ResultSet row) throws SQLException {
        return new Table(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5));
    }

    static List<Table> all(Connection connection) throws SQLException {
        List<Table> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                found.add(of(rows));
            }
        }
        return found;
    }

    /// Whether the other is the same table with the same files and columns.
    boolean isUnchanged(Table other) {
        return path.equals(other.path) && shape.equals(other.shape);
    }
}
