package dev.holdfast.engines.postgres.rescue;

import java.util.ArrayList;
import java.util.List;

/// One table in the past and today.
///
/// @param number in the ledger
record TablePair(int number, TableShape past, TableShape live) {

    /// What can be compared and brought back: columns of both that nobody computes.
    List<Column> columns() {
        return live.columns().stream()
                .filter(column -> !column.generated() && past.column(column.name()).isPresent())
                .toList();
    }

    /// By which a row is the same row on both sides; empty when there is none.
    List<Column> key() {
        return live.keys().stream()
                .filter(key -> past.keys().stream().anyMatch(other -> isSame(key, other)))
                .findFirst()
                .map(key -> key.stream().map(name -> live.column(name).orElseThrow()).toList())
                .orElse(List.of());
    }

    private static boolean isSame(List<String> key, List<String> other) {
        return key.size() == other.size() && other.containsAll(key);
    }

    /// What the user should know about columns that differ.
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Column column : past.columns()) {
            if (live.column(column.name()).isEmpty()) {
                notes.add(
                        "column %s of %s was dropped since: its values do not come back"
                                .formatted(column.sql(), live.sql()));
            }
        }
        for (Column column : live.columns()) {
            if (past.column(column.name()).isEmpty() && !column.generated()) {
                notes.add(
                        "column %s of %s is new: rows come back %s"
                                .formatted(
                                        column.sql(),
                                        live.sql(),
                                        column.isNeeded()
                                                ? "only after it has a default"
                                                : "with its default"));
            }
        }
        for (Column column : columns()) {
            String before = past.column(column.name()).orElseThrow().type();
            if (!before.equals(column.type())) {
                notes.add(
                        "column %s of %s is %s now and was %s: rows can look changed"
                                .formatted(column.sql(), live.sql(), column.type(), before));
            }
        }
        return notes;
    }
}
