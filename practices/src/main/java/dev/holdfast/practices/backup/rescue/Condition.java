package dev.holdfast.practices.backup.rescue;

import java.util.Optional;

/// The user's own SQL condition on rows. It may hold values of rows: what turns requests into JSON
/// sees only whether there is one.
public final class Condition {
    private final Optional<String> sql;

    private Condition(Optional<String> sql) {
        this.sql = sql;
    }

    public static Condition of(Optional<String> sql) {
        return new Condition(sql);
    }

    public boolean isGiven() {
        return sql.isPresent();
    }

    Optional<String> sql() {
        return sql;
    }

    @Override
    public String toString() {
        return isGiven() ? "a condition" : "no condition";
    }
}
