package dev.holdfast.practices.backup.rescue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Transactions that deleted or replaced rows, or the one that dropped the table.
///
/// @param fromLsn what ended before does not count
/// @param chosen how many rows met the condition at the beginning; empty without a condition
/// @param count how many there are
/// @param transactions those that touched most rows, oldest first
public record FoundChanges(
        String database,
        String table,
        String storage,
        String fromLsn,
        String toLsn,
        Optional<Integer> chosen,
        long count,
        List<Found> transactions) {
    public FoundChanges {
        transactions = List.copyOf(transactions);
    }

    /// @param lsn of its end
    /// @param rewritten whether the table got a new file: TRUNCATE, or a rewrite such as VACUUM
    ///   FULL
    /// @param dropped whether it dropped the table
    /// @param before the moment right before it, for `--at`
    public record Found(
            long xid,
            Instant time,
            String lsn,
            long deleted,
            long updated,
            boolean rewritten,
            boolean dropped,
            String before) {
        long rows() {
            return rewritten ? Long.MAX_VALUE : deleted + updated;
        }
    }
}
