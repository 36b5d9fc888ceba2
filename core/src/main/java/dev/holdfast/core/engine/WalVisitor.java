package dev.holdfast.core.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Hears of the records that moments are made of, in the order of the log. `at` is where a record
/// begins, `end` where the next one does.
public interface WalVisitor {

    /// A transaction ended.
    ///
    /// @param xid without its epoch, as the log has it
    /// @param committed false when it was rolled back
    record Transaction(Lsn at, Lsn end, long xid, Instant time, boolean committed) {}

    /// `pg_create_restore_point` was called.
    record RestorePoint(Lsn at, Lsn end, String name, Instant time) {}

    /// Holdfast told the server to write down the time.
    record Heartbeat(Lsn at, Lsn end, Instant time) {}

    /// A row of a table was deleted or replaced.
    ///
    /// @param xid of the transaction, or of a part of it that [TransactionParts] tells of
    /// @param database oid
    /// @param node the number of the table's file
    /// @param from where it stood
    /// @param to where its new version stands; empty for a deletion
    record RowChange(
            Lsn at, long xid, long database, long node, RowPlace from, Optional<RowPlace> to) {
        public boolean deleted() {
            return to.isEmpty();
        }
    }

    /// Where a version of a row stands in its file: `ctid`.
    record RowPlace(long block, int slot) {}

    /// A table or index got a new file: it was made, truncated or rewritten.
    record NewFile(Lsn at, long xid, long database, long node) {}

    /// Which savepoints and blocks belonged to a transaction that ended; told before its end is.
    record TransactionParts(long xid, List<Long> parts) {
        public TransactionParts {
            parts = List.copyOf(parts);
        }
    }

    /// Files that go when a transaction commits: of what it dropped, truncated or rewrote. Told
    /// before its end is.
    record GoneFiles(long xid, List<File> files) {
        public GoneFiles {
            files = List.copyOf(files);
        }

        /// @param database oid
        /// @param node the file's number
        public record File(long database, long node) {}
    }

    /// Whether [#changed], [#made], [#composed] and [#gone] are wanted, which takes a look into
    /// many more records.
    default boolean wantsRows() {
        return false;
    }

    default void changed(RowChange change) {}

    default void made(NewFile file) {}

    default void composed(TransactionParts parts) {}

    default void gone(GoneFiles files) {}

    /// Any record, told before what it means.
    default void record(Lsn at, Lsn end) {}

    default void ended(Transaction transaction) {}

    default void named(RestorePoint point) {}

    default void beat(Heartbeat heartbeat) {}
}
