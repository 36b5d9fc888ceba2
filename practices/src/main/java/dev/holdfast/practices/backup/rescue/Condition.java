package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.rescue.RowComparison;
import dev.holdfast.core.engine.rescue.RowRescue;
import java.util.List;
import java.util.Optional;

/// Which rows: the user's own SQL condition, or comparisons of columns with values. It may hold
/// values of rows: what turns requests into JSON sees only whether there is one.
public final class Condition {
    private final Optional<String> sql;
    private final List<RowComparison> comparisons;

    private Condition(Optional<String> sql, List<RowComparison> comparisons) {
        this.sql = sql;
        this.comparisons = List.copyOf(comparisons);
    }

    /// Every row.
    public static Condition all() {
        return new Condition(Optional.empty(), List.of());
    }

    /// @param sql from whoever may run SQL anyhow
    public static Condition of(Optional<String> sql) {
        return new Condition(sql, List.of());
    }

    /// Rows of which all of `comparisons` hold: takes no SQL from whoever writes it.
    public static Condition of(List<RowComparison> comparisons) {
        return new Condition(Optional.empty(), comparisons);
    }

    public boolean isGiven() {
        return sql.isPresent() || !comparisons.isEmpty();
    }

    Optional<String> sql(RowRescue rescue) {
        return comparisons.isEmpty() ? sql : Optional.of(rescue.condition(comparisons));
    }

    @Override
    public String toString() {
        return isGiven() ? "a condition" : "no condition";
    }
}
