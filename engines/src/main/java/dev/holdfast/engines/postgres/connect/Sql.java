package dev.holdfast.engines.postgres.connect;

/// Quotes for SQL text, where parameters cannot be used.
public final class Sql {

    private Sql() {}

    /// A literal, for sessions with `standard_conforming_strings`, which [Session] sets.
    public static String literal(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("SQL text cannot hold a zero byte");
        }
        return "'" + text.replace("'", "''") + "'";
    }

    /// An identifier, quoted only where it must be, as people write it.
    public static String identifier(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
