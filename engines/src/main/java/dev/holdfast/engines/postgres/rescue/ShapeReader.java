package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads shapes of tables and their foreign keys from one server's catalogue.
record ShapeReader(Session session) {

    private static final String COLUMNS =
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), coalesce(b.typname, t.typname),
                   a.attnotnull, a.attidentity <> '', a.attidentity = 'a', a.attgenerated <> '',
                   a.atthasdef
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                 LEFT JOIN pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype
            WHERE a.attrelid = $table AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;

    private static final String KEYS =
            """
            SELECT (SELECT array_agg(a.attname::text ORDER BY k.n)
                    FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, n)
                         JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                    WHERE k.n <= i.indnkeyatts)
            FROM pg_index i
            WHERE i.indrelid = $table AND i.indisunique AND i.indisvalid
                  AND i.indpred IS NULL AND i.indexprs IS NULL
                  AND NOT EXISTS (SELECT FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, n)
                                  JOIN pg_attribute a
                                       ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                                  WHERE k.n <= i.indnkeyatts AND NOT a.attnotnull)
            ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid
            """;

    private static final String DEFERRED =
            "SELECT EXISTS (SELECT FROM pg_constraint WHERE conrelid = $table AND condeferrable"
                    + " AND contype IN ('p', 'u', 'x'))";

    /// A partitioned table's constraints are repeated for its partitions: those are left out.
    private static final String REFERENCES =
            """
            SELECT c.conname, cn.nspname, cc.relname, pn.nspname, pc.relname, c.confdeltype::text,
                   c.condeferrable,
                   (SELECT array_agg(a.attname::text ORDER BY k.n)
                    FROM unnest(c.conkey) WITH ORDINALITY k(attnum, n)
                         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum),
                   (SELECT array_agg(a.attname::text ORDER BY k.n)
                    FROM unnest(c.confkey) WITH ORDINALITY k(attnum, n)
                         JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum)
            FROM pg_constraint c
                 JOIN pg_class cc ON cc.oid = c.conrelid
                 JOIN pg_namespace cn ON cn.oid = cc.relnamespace
                 JOIN pg_class pc ON pc.oid = c.confrelid
                 JOIN pg_namespace pn ON pn.oid = pc.relnamespace
            WHERE c.contype = 'f' AND (c.conrelid = $table OR c.confrelid = $table)
                  AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = c.conparentid
                                  AND (p.conrelid = c.conrelid OR p.confrelid = c.confrelid))
            ORDER BY c.conname, c.oid
            """;

    Optional<TableShape> named(String schema, String name) {
        return session.first(
                        "looking for a table",
                        "SELECT c.oid, c.relkind = 'p' FROM pg_class c JOIN pg_namespace n"
                                + " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')"
                                + " AND n.nspname = "
                                + Sql.literal(schema)
                                + " AND c.relname = "
                                + Sql.literal(name),
                        row -> new Base(row.getLong(1), row.getBoolean(2)))
                .map(base -> shape(base, schema, name));
    }

    private record Base(long oid, boolean partitioned) {}

    private TableShape shape(Base base, String schema, String name) {
        return new TableShape(
                base.oid(),
                schema,
                name,
                base.partitioned(),
                session.list(
                        "reading columns",
                        of(base.oid(), COLUMNS),
                        row ->
                                new Column(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getBoolean(4),
                                        row.getBoolean(5),
                                        row.getBoolean(6),
                                        row.getBoolean(7),
                                        row.getBoolean(8))),
                session.list(
                        "reading keys",
                        of(base.oid(), KEYS),
                        row -> List.of((String[]) row.getArray(1).getArray())),
                session.one(
                        "reading constraints", of(base.oid(), DEFERRED), row -> row.getBoolean(1)));
    }

    /// The foreign keys from and to `table`.
    List<ForeignKey> foreignKeys(TableShape table) {
        return new ArrayList<>(
                session.list(
                        "reading foreign keys",
                        of(table.oid(), REFERENCES),
                        row ->
                                new ForeignKey(
                                        row.getString(1),
                                        new TableName(row.getString(2), row.getString(3)),
                                        new TableName(row.getString(4), row.getString(5)),
                                        List.of((String[]) row.getArray(8).getArray()),
                                        List.of((String[]) row.getArray(9).getArray()),
                                        row.getString(6),
                                        row.getBoolean(7))));
    }

    private static String of(long table, String query) {
        return query.replace("$table", Long.toString(table));
    }
}
