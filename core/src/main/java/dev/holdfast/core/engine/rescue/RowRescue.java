package dev.holdfast.core.engine.rescue;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.WalVisitor.RowPlace;
import dev.holdfast.core.operation.Progress;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Compares a table as it was with how it is, and brings back what was lost. The past is a scratch
/// server that nobody else uses: it is written to. The live server is only read, in one read-only
/// transaction, until [#apply].
public interface RowRescue {

    /// Compares, follows foreign keys to the rows that the repair needs, and hands the repair over
    /// statement by statement: run in order and in one transaction, it brings the rows back.
    ///
    /// Rows are compared by key, in bounded memory. `TABLE_UNKNOWN` when the past has no such table
    /// (or several), `TABLE_DROPPED` when only the past has it.
    RescueFindings compare(RescueOrder order, Consumer<RepairStatement> repair, Progress progress)
            throws InterruptedException;

    /// The condition on rows of which all of `comparisons` hold, as its SQL.
    String condition(List<RowComparison> comparisons);

    /// Runs a repair in one transaction: all of it, or nothing. `REPAIR_FAILED` when the server
    /// refused a statement.
    ///
    /// @param live where to; the repair itself refuses any other server than it was made for
    RepairOutcome apply(
            ServerAddress live, Iterator<RepairStatement> repair, long rows, Progress progress)
            throws InterruptedException;

    /// In which files a server keeps the rows of `table`. `TABLE_UNKNOWN` when it has several of
    /// that name.
    TableFiles files(ServerAddress server, String table);

    /// Where the rows that meet `where`, an SQL condition, stand on a server. `USAGE` when they are
    /// more than `most`, or the condition is none.
    List<StoredRow> rows(ServerAddress server, String table, String where, int most)
            throws InterruptedException;

    /// @param node the number of its file
    record StoredRow(long node, RowPlace place) {}

    /// @param database oid of the database that was asked
    /// @param nodes the numbers of the files, which change when the table is truncated or
    ///   rewritten: one, or one for each partition; none when there is no such table
    record TableFiles(long database, Set<Long> nodes) {
        public TableFiles {
            nodes = Set.copyOf(nodes);
        }

        public boolean isThere() {
            return !nodes.isEmpty();
        }

        /// With the files that the same table has at another time.
        public TableFiles and(TableFiles others) {
            Set<Long> all = new HashSet<>(nodes);
            all.addAll(others.nodes);
            return new TableFiles(database, all);
        }

        public boolean has(long inDatabase, long node) {
            return inDatabase == database && nodes.contains(node);
        }
    }
}
