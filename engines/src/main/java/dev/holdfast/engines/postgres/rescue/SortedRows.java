package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.engines.postgres.copy.TextCopy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One side of a merge: rows in the order of their first fields. That the server's order is this
/// program's is verified row by row: a merge of rows in another order would find losses that are
/// none.
final class SortedRows {
    private final TextCopy rows;
    private final List<KeyOrder> orders;
    private final boolean unique;
    private @Nullable List<@Nullable String> current;

    /// @param orders of the first fields
    /// @param unique whether no two rows have the same key
    SortedRows(TextCopy rows, List<KeyOrder> orders, boolean unique) throws InterruptedException {
        this.rows = rows;
        this.orders = orders;
        this.unique = unique;
        this.current = rows.next();
    }

    /// Null after the last one.
    @Nullable List<@Nullable String> current() {
        return current;
    }

    void advance() throws InterruptedException {
        List<@Nullable String> before = current;
        current = rows.next();
        if (before != null && current != null) {
            int order = compare(before, current);
            if (order > 0 || (order == 0 && unique)) {
                throw new IllegalStateException("rows do not come in the order of their key");
            }
        }
    }

    int compare(List<@Nullable String> one, List<@Nullable String> other) {
        for (int i = 0; i < orders.size(); i++) {
            int order = orders.get(i).comparator().compare(text(one, i), text(other, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static String text(List<@Nullable String> row, int field) {
        String text = row.get(field);
        if (text == null) {
            throw new IllegalStateException("NULL in a key");
        }
        return text;
    }
}
