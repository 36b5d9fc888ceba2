package dev.holdfast.engines.postgres.compare;

import java.util.BitSet;

/// Some pages of a table that lie close together, in one of its files.
///
/// @param first the page that number 0 in `pages` stands for
/// @param expression what is computed of each row: [RowHashes#BY_VALUE] or [RowHashes#BY_TEXT]
record Stretch(String database, Table table, String expression, long first, BitSet pages) {

    Stretch with(BitSet others) {
        return new Stretch(database, table, expression, first, others);
    }

    int count() {
        return pages.cardinality();
    }

    /// For people.
    String place(int page) {
        return "%s: %s page %,d".formatted(database, table.sql(), first + page);
    }
}
