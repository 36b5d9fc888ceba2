package dev.holdfast.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A `where` of those conditions that have a value.
final class Condition {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /// @param times how often `value` stands in `condition`
    Condition and(String condition, Optional<?> value, int times) {
        if (value.isPresent()) {
            conditions.add(condition);
            for (int i = 0; i < times; i++) {
                values.add(value.get());
            }
        }
        return this;
    }

    String sql() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    /// Sets the values and returns the index of the next parameter.
    int bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return values.size() + 1;
    }
}
