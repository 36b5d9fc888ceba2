package dev.holdfast.core.engine.rescue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One thing that must hold of a row: a column compared with a value. It holds a value of a row,
/// and shows none in logs.
///
/// @param column by its exact name
/// @param value as text, read as the column's type; without effect on [Operator#NULL]
public record RowComparison(String column, Operator operator, String value) {

    /// How they are compared.
    public enum Operator {
        EQUAL("="),
        DIFFERENT("<>"),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        NULL("null"),
        NOT_NULL("not null");

        private final String word;

        Operator(String word) {
            this.word = word;
        }

        /// As people write it.
        public String word() {
            return word;
        }

        public static Optional<Operator> of(String word) {
            return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
        }

        public static List<String> words() {
            return Arrays.stream(values()).map(Operator::word).toList();
        }
    }

    @Override
    public String toString() {
        return "RowComparison[" + column + " " + operator.word() + "]";
    }
}
