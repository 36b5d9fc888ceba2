package dev.holdfast.engines.postgres.runner;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// One-value queries.
final class Sql {

    private Sql() {}

    /// The first column of the first row as text; empty for NULL and for no row.
    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                return "";
            }
            String value = rows.getString(1);
            return value == null ? "" : value;
        }
    }

    /// As an SQL string literal.
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// As an SQL identifier.
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
