package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.WalVisitor.RowChange;
import dev.holdfast.core.engine.rescue.RowRescue.TableFiles;

/// Which rows of a table a search is about.
interface SoughtRows {

    /// Whether one of them was changed. Asked for every change, in the order of the log.
    boolean touches(RowChange change);

    /// Transaction `part` belonged to `whole`, which ends next.
    default void composed(long whole, long part) {}

    /// @param committed whether what it did holds; what ended before the search begins held already
    default void ended(long xid, boolean committed) {}

    /// All rows of some files.
    record All(TableFiles files) implements SoughtRows {
        @Override
        public boolean touches(RowChange change) {
            return files.has(change.database(), change.node());
        }
    }
}
