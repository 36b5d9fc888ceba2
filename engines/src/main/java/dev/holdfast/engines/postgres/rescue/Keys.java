package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.engines.postgres.connect.Sql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some values of a few columns, as a list that a query can be joined with.
///
/// @param columns with their types on the server that is asked
/// @param rows no NULLs
record Keys(List<Column> columns, List<List<String>> rows) {
    /// As many as are asked for in one query.
    static final int MOST = 1000;

    Keys {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    static List<String> of(List<@Nullable String> fields, int from, int count) {
        List<String> key = new ArrayList<>();
        for (String field : fields.subList(from, from + count)) {
            if (field == null) {
                throw new IllegalStateException("NULL in a key");
            }
            key.add(field);
        }
        return key;
    }

    /// `k(n, c0, c1, …)`: `n` counts from 0.
    String values() {
        StringBuilder values = new StringBuilder("(VALUES ");
        for (int n = 0; n < rows.size(); n++) {
            values.append(n == 0 ? "(" : ",(").append(n);
            for (int i = 0; i < columns.size(); i++) {
                values.append(',').append(Sql.literal(rows.get(n).get(i)));
                if (n == 0) {
                    values.append("::").append(columns.get(i).type()); // the others follow it
                }
            }
            values.append(')');
        }
        values.append(") AS k(n");
        for (int i = 0; i < columns.size(); i++) {
            values.append(", c").append(i);
        }
        return values.append(')').toString();
    }

    /// Equal to the columns of `alias`.
    String condition(String alias) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            parts.add("%s.%s = k.c%d".formatted(alias, columns.get(i).sql(), i));
        }
        return String.join(" AND ", parts);
    }
}
