package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.ServerProblems;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.List;
import java.util.Optional;

/// Finds the table that a user means on one server.
record TableFinder(Session session) {
    private static final String BAD_NAME = "22023";
    private static final int NAMES_SHOWN = 8;

    /// @param kind `pg_class.relkind`
    record Found(long oid, String schema, String name, String kind) {
        String sql() {
            return Sql.identifier(schema) + "." + Sql.identifier(name);
        }

        boolean isTable() {
            return kind.equals("r") || kind.equals("p");
        }
    }

    /// Empty when there is none. `TABLE_UNKNOWN` when there are several, or it is no table.
    Optional<Found> find(String text) {
        List<Found> found = named(parts(text));
        if (found.size() > 1) {
            throw new HoldfastException(
                    ProblemCode.TABLE_UNKNOWN,
                    "several tables are called '%s'".formatted(text),
                    "name one of: " + String.join(", ", found.stream().map(Found::sql).toList()));
        }
        found.stream()
                .filter(each -> !each.isTable())
                .forEach(each -> {
                    throw new HoldfastException(
                            ProblemCode.TABLE_UNKNOWN,
                            each.sql() + " is not a table: it keeps no rows of its own",
                            "name the table that the rows are in: --table NAME");
                });
        return found.stream().findFirst();
    }

    /// The problem when nothing was found.
    ///
    /// @param where for people: `the database at that moment`
    HoldfastException unknown(String text, String where) {
        List<String> parts = parts(text);
        List<String> similar = names("lower(c.relname) = lower(" + last(parts) + ")");
        List<String> names = similar.isEmpty() ? names("true") : similar;
        return new HoldfastException(
                ProblemCode.TABLE_UNKNOWN,
                "%s has no table %s".formatted(where, text),
                names.isEmpty()
                        ? "it has no tables at all: see whether it is the right database"
                        : "name one of: " + String.join(", ", names));
    }

    private List<String> names(String condition) {
        return session.list(
                "listing tables",
                "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) "
                        + tables()
                        + " AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND "
                        + condition
                        + " ORDER BY 1 LIMIT "
                        + NAMES_SHOWN,
                row -> row.getString(1));
    }

    private List<String> parts(String text) {
        try {
            return session.list(
                    "reading a table's name",
                    "SELECT unnest(parse_ident(" + Sql.literal(text) + "))",
                    row -> row.getString(1));
        } catch (HoldfastException e) {
            if (!ServerProblems.state(e).equals(BAD_NAME)) {
                throw e;
            }
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "'%s' is no name of a table".formatted(text),
                    "write it as SQL does: orders, public.orders or '\"Mixed Case\"'",
                    e);
        }
    }

    private List<Found> named(List<String> parts) {
        String schema =
                parts.size() > 1
                        ? " AND n.nspname = " + Sql.literal(parts.get(parts.size() - 2))
                        : "";
        return session.list(
                "looking for the table",
                "SELECT c.oid, n.nspname, c.relname, c.relkind::text "
                        + tables()
                        + " AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname = "
                        + last(parts)
                        + schema,
                row ->
                        new Found(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)));
    }

    private static String last(List<String> parts) {
        return Sql.literal(parts.getLast());
    }

    private static String tables() {
        return "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast',"
                + " 'holdfast') AND n.nspname NOT LIKE 'pg\\_temp%'";
    }
}
