package dev.holdfast.engines.postgres.connect;

import java.util.Set;

/// Quotes for SQL text, where parameters cannot be used.
public final class Sql {

    /// Words that no name can be without quotes (PostgreSQL's `kwlist.h`, `RESERVED_KEYWORD`).
    private static final Set<String> RESERVED =
            Set.of(
                    """
                    all analyse analyze and any array as asc asymmetric both case cast check collate
                    column constraint create current_catalog current_date current_role current_time
                    current_timestamp current_user default deferrable desc distinct do else end except
                    false fetch for foreign from grant group having in initially intersect into lateral
                    leading limit localtime localtimestamp not null offset on only or order placing
                    primary references returning select session_user some symmetric system_user table
                    then to trailing true union unique user using variadic when where window with\
                    """
                            .split("\\s+"));

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
        return name.matches("[a-z_][a-z0-9_]*") && !RESERVED.contains(name)
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
