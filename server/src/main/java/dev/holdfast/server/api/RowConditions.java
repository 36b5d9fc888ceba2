package dev.holdfast.server.api;

import dev.holdfast.core.engine.rescue.RowComparison;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.rescue.Condition;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Conditions on rows as they come over HTTP: columns compared with values, all of which must hold.
/// SQL is not taken: a stolen token would run it.
final class RowConditions {
    private static final int MOST = 20;

    private RowConditions() {}

    /// @param where a list of `{"column", "is", "value"}`; missing for all rows
    static Condition of(JsonNode where) {
        if (where.isMissingNode() || where.isNull()) {
            return Condition.all();
        }
        if (!where.isArray() || where.size() > MOST) {
            throw wrong("'where' is not a list of at most " + MOST + " conditions");
        }
        List<RowComparison> comparisons = new ArrayList<>();
        for (JsonNode each : where) {
            comparisons.add(comparison(each));
        }
        return Condition.of(comparisons);
    }

    private static RowComparison comparison(JsonNode each) {
        String column = Call.text(each, "column").orElseThrow(() -> wrong("a column is missing"));
        String word = each.path("is").asString("=");
        RowComparison.Operator operator =
                RowComparison.Operator.of(word)
                        .orElseThrow(() -> wrong("'" + word + "' is no comparison"));
        return new RowComparison(column, operator, each.path("value").asString(""));
    }

    private static HoldfastException wrong(String message) {
        return new HoldfastException(
                ProblemCode.USAGE,
                message,
                "write [{\"column\": \"id\", \"is\": \"=\", \"value\": \"17\"}]; is: "
                        + String.join(", ", RowComparison.Operator.words()));
    }
}
