package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.core.engine.rescue.RepairStatement;
import dev.holdfast.core.engine.rescue.RepairStatement.Kind;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import dev.holdfast.engines.postgres.rescue.Ledger.Role;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Sets sequences beyond the values that come back, and never back: after a TRUNCATE … RESTART
/// IDENTITY they would hand out the same numbers again.
record Sequences(Session past, Session live, Consumer<RepairStatement> repair) {

    /// Those that make a column's values: owned by it, or asked by its default.
    private static final String OF_TABLE =
            """
            SELECT DISTINCT a.attname, n.nspname, q.relname, s.seqincrement
            FROM pg_attribute a
                 LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
                 JOIN pg_depend d ON (d.classid = 'pg_class'::regclass
                                      AND d.refclassid = 'pg_class'::regclass
                                      AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
                                      AND d.deptype IN ('a', 'i'))
                                  OR (d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid
                                      AND d.refclassid = 'pg_class'::regclass)
                 JOIN pg_sequence s ON s.seqrelid IN (d.objid, d.refobjid)
                 JOIN pg_class q ON q.oid = s.seqrelid
                 JOIN pg_namespace n ON n.oid = q.relnamespace
            WHERE a.attrelid = $table AND a.attnum > 0
            """;

    private record Sequence(String column, String name, long increment) {}

    void setForward(TablePair table) {
        List<Sequence> sequences =
                live.list(
                        "reading sequences",
                        OF_TABLE.replace("$table", Long.toString(table.live().oid())),
                        row ->
                                new Sequence(
                                        row.getString(1),
                                        Sql.identifier(row.getString(2))
                                                + "."
                                                + Sql.identifier(row.getString(3)),
                                        row.getLong(4)));
        for (Sequence sequence : sequences) {
            furthest(table, sequence)
                    .ifPresent(value ->
                            repair.accept(
                                    new RepairStatement(
                                            Kind.SEQUENCE,
                                            table.live().sql(),
                                            0,
                                            statement(sequence, value))));
        }
    }

    private Optional<Long> furthest(TablePair table, Sequence sequence) {
        if (table.past().column(sequence.column()).isEmpty()) {
            return Optional.empty();
        }
        String furthest = sequence.increment() > 0 ? "max" : "min";
        Optional<String> value =
                past.one(
                        "reading the furthest value",
                        "SELECT %s(t.%s)::text FROM %s"
                                .formatted(
                                        furthest,
                                        Sql.identifier(sequence.column()),
                                        Ledger.join(table, Role.LOST, Role.PARENT)),
                        row -> Optional.ofNullable(row.getString(1)));
        return value.filter(text -> text.matches("-?\\d{1,18}")).map(Long::valueOf);
    }

    private static String statement(Sequence sequence, long value) {
        return "SELECT setval(%s, %d) FROM %s WHERE last_value %s %d OR (last_value = %d AND NOT is_called)"
                .formatted(
                        Sql.literal(sequence.name()),
                        value,
                        sequence.name(),
                        sequence.increment() > 0 ? "<" : ">",
                        value,
                        value);
    }
}
