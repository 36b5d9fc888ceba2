package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.engines.postgres.connect.Sql;
import java.util.List;
import java.util.Optional;

/// A table as the catalogue of one server describes it.
///
/// @param partitioned its rows are those of its partitions
/// @param keys column lists of unique indexes without NULLs, the primary key first
/// @param hasDeferredKeys has a unique or exclusion constraint that is checked late, which `ON
///   CONFLICT` cannot use
record TableShape(
        long oid,
        String schema,
        String name,
        boolean partitioned,
        List<Column> columns,
        List<List<String>> keys,
        boolean hasDeferredKeys) {
    TableShape {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    /// Qualified and quoted.
    String sql() {
        return Sql.identifier(schema) + "." + Sql.identifier(name);
    }

    /// What stands behind FROM: without the rows of tables that inherit from it.
    String from() {
        return (partitioned ? "" : "ONLY ") + sql();
    }

    Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }
}
