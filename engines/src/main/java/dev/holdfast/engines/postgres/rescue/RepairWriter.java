package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.core.engine.rescue.RepairStatement;
import dev.holdfast.core.engine.rescue.RepairStatement.Kind;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import dev.holdfast.engines.postgres.copy.TextCopy;
import dev.holdfast.engines.postgres.rescue.Ledger.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes the rows of the ledger as SQL, table by table. A value is written as its type writes it,
/// in quotes; the server reads it as that type.
final class RepairWriter {
    private static final int ROWS = 500;
    private static final int CHARACTERS = 256 << 10;

    private final Session past;
    private final Consumer<RepairStatement> repair;
    private final LongAdder done;

    /// @param late foreign keys that are set by a second statement
    record Rows(TablePair table, List<ForeignKey> late) {
        Rows {
            late = List.copyOf(late);
        }

        private Set<String> lateColumns() {
            return late.stream()
                    .flatMap(key -> key.columns().stream())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    RepairWriter(Session past, Consumer<RepairStatement> repair, LongAdder done) {
        this.past = past;
        this.repair = repair;
        this.done = done;
    }

    /// Lost rows; those that are there are left alone. A constraint that is checked late cannot be
    /// asked for that: there the whole repair is refused when a row is back already.
    void inserts(Rows rows) throws InterruptedException {
        TablePair table = rows.table();
        List<Column> columns =
                table.columns().stream()
                        .filter(column -> !rows.lateColumns().contains(column.name()))
                        .toList();
        boolean identity = columns.stream().anyMatch(Column::identity);
        String begin =
                "INSERT INTO %s (%s)%s VALUES\n"
                        .formatted(
                                table.live().sql(),
                                names(columns),
                                identity ? " OVERRIDING SYSTEM VALUE" : "");
        String end = table.live().hasDeferredKeys() ? "" : "\nON CONFLICT DO NOTHING";
        String select =
                "SELECT %s FROM %s"
                        .formatted(
                                RowText.columns(columns, "t"),
                                Ledger.join(table, Role.LOST, Role.PARENT));
        List<String> values = new ArrayList<>();
        int size = 0;
        TextCopy source = TextCopy.begin(past, "reading lost rows", select);
        for (List<@Nullable String> row = source.next(); row != null; row = source.next()) {
            String text = "(" + literals(row) + ")";
            values.add(text);
            size += text.length();
            if (values.size() == ROWS || size > CHARACTERS) {
                insert(table, begin, values, end);
                size = 0;
            }
        }
        insert(table, begin, values, end);
    }

    private void insert(TablePair table, String begin, List<String> values, String end) {
        if (!values.isEmpty()) {
            String sql = begin + String.join(",\n", values) + end;
            tell(Kind.INSERT, table, values.size(), sql);
            values.clear();
        }
    }

    /// References that could not be there before their parents were.
    void completions(Rows rows) throws InterruptedException {
        TablePair table = rows.table();
        List<Column> late =
                rows.lateColumns().stream()
                        .map(name -> table.live().column(name).orElseThrow())
                        .toList();
        String wanted =
                late.stream()
                        .map(column -> "t." + column.sql() + " IS NOT NULL")
                        .collect(Collectors.joining(" OR "));
        String unset =
                late.stream()
                        .map(column -> column.sql() + " IS NULL")
                        .collect(Collectors.joining(" AND "));
        updates(
                Kind.COMPLETION,
                table,
                late,
                Ledger.join(table, Role.LOST, Role.PARENT) + " WHERE " + wanted,
                _ -> unset);
    }

    /// Changed rows, as they were; those that changed again since they were compared are left
    /// alone.
    void reversals(TablePair table) throws InterruptedException {
        List<Column> key = table.key();
        List<Column> columns =
                table.columns().stream()
                        .filter(column -> !key.contains(column) && !column.alwaysIdentity())
                        .toList();
        String alias = Sql.identifier(table.live().name());
        String hash = RowText.hash(table, alias);
        updates(
                Kind.UPDATE,
                table,
                columns,
                Ledger.join(table, Role.CHANGED),
                compared -> hash + " = " + Sql.literal(compared));
    }

    private interface Guard {
        /// @param compared the hash of the live row when it was compared
        String condition(String compared);
    }

    private void updates(
            Kind kind, TablePair table, List<Column> columns, String source, Guard guard)
            throws InterruptedException {
        if (columns.isEmpty()) {
            return;
        }
        List<Column> key = table.key();
        String select =
                "SELECT l.hash, %s, %s FROM %s"
                        .formatted(
                                RowText.columns(key, "t"), RowText.columns(columns, "t"), source);
        TextCopy rows = TextCopy.begin(past, "reading changed rows", select);
        for (List<@Nullable String> row = rows.next(); row != null; row = rows.next()) {
            String compared = Keys.of(row, 0, 1).getFirst();
            String sql =
                    "UPDATE %s SET %s WHERE %s AND %s"
                            .formatted(
                                    table.live().sql(),
                                    pairs(columns, row.subList(1 + key.size(), row.size()), ", "),
                                    pairs(key, row.subList(1, 1 + key.size()), " AND "),
                                    guard.condition(compared));
            tell(kind, table, 1, sql);
        }
    }

    private static String pairs(
            List<Column> columns, List<@Nullable String> values, String between) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            pairs.add(columns.get(i).sql() + " = " + literal(values.get(i)));
        }
        return String.join(between, pairs);
    }

    private void tell(Kind kind, TablePair table, int rows, String sql) {
        repair.accept(new RepairStatement(kind, table.live().sql(), rows, sql));
        done.add(rows);
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::sql).collect(Collectors.joining(", "));
    }

    private static String literals(List<@Nullable String> row) {
        Stream<String> literals = row.stream().map(RepairWriter::literal);
        return literals.collect(Collectors.joining(", "));
    }

    private static String literal(@Nullable String value) {
        return value == null ? "NULL" : Sql.literal(value);
    }
}
