package dev.holdfast.engines.postgres.compare;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;

/// A hash of the rows of each page: their number, and the exclusive or of their hashes, which does
/// not depend on the order. TOASTed values are part of their rows.
///
/// Each page is a TID range of its own, so that the server keeps nothing and returns three numbers
/// a page, however many rows it has.
final class RowHashes {

    /// Where every type of the columns has an extended hash function.
    static final String BY_VALUE = "hash_record_extended(t, 0)";

    /// For columns that have none: json, xml, point.
    static final String BY_TEXT = "hashtextextended(t::text, 0)";

    private static final int MOST_RUNS = 200;

    /// @param rows how many
    record Hash(long rows, long hash) {}

    private RowHashes() {}

    /// @param condition on the rows, or `true`
    static String query(Stretch stretch, String condition) {
        return """
        SELECT b, x.c, x.h FROM (VALUES %s) v(f, l), LATERAL generate_series(f, l) b,
               LATERAL (SELECT count(*) AS c, coalesce(bit_xor(h), 0) AS h
                          FROM (SELECT %s AS h FROM ONLY %s t
                                 WHERE t.ctid >= ('(' || b || ',0)')::tid
                                   AND t.ctid < ('(' || (b + 1) || ',0)')::tid
                                   AND %s OFFSET 0) s) x
        """
                .formatted(runs(stretch), stretch.expression(), stretch.table().sql(), condition);
    }

    /// Only rows that were settled before any transaction that was open at the snapshot's end: both
    /// servers must agree on them, however those transactions ended.
    ///
    /// @param openXid the first that may have been open
    static String settledBefore(int openXid) {
        return "t.xmax = '0'::xid AND ((%d - t.xmin::text::bigint) & 4294967295)"
                        .formatted(Integer.toUnsignedLong(openXid))
                + " BETWEEN 1 AND 2147483647";
    }

    /// Where the pages are widely scattered, others between them come too.
    private static String runs(Stretch stretch) {
        BitSet pages = stretch.pages();
        StringBuilder runs = new StringBuilder();
        int count = 0;
        int first = pages.nextSetBit(0);
        while (first >= 0) {
            if (++count > MOST_RUNS) {
                return run(stretch, pages.nextSetBit(0), pages.length() - 1);
            }
            int end = pages.nextClearBit(first);
            runs.append(runs.isEmpty() ? "" : ", ").append(run(stretch, first, end - 1));
            first = pages.nextSetBit(end);
        }
        return runs.toString();
    }

    private static String run(Stretch stretch, int first, int last) {
        return "(%d::bigint, %d::bigint)"
                .formatted(stretch.first() + first, stretch.first() + last);
    }

    /// The row's page, as `stretch` counts.
    static int page(Stretch stretch, ResultSet row) throws SQLException {
        return (int) (row.getLong(1) - stretch.first());
    }

    static Hash hash(ResultSet row) throws SQLException {
        return new Hash(row.getLong(2), row.getLong(3));
    }
}
