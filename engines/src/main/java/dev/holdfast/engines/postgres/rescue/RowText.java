package dev.holdfast.engines.postgres.rescue;

import java.util.List;
import java.util.stream.Collectors;

/// Parts of queries over rows.
final class RowText {
    private RowText() {}

    /// A hash of all that can be compared, the same on both servers.
    static String hash(TablePair table, String alias) {
        return "md5(ROW(" + columns(table.columns(), alias) + ")::text)";
    }

    static String columns(List<Column> columns, String alias) {
        return columns.stream()
                .map(column -> alias + "." + column.sql())
                .collect(Collectors.joining(", "));
    }
}
