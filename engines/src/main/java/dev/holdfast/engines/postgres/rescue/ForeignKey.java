package dev.holdfast.engines.postgres.rescue;

import java.util.List;

/// @param columns of the child
/// @param referenced columns of the parent, in the same order
/// @param onDelete `pg_constraint.confdeltype`
/// @param deferrable whether it can be checked at the end of a transaction
record ForeignKey(
        String name,
        TableName child,
        TableName parent,
        List<String> columns,
        List<String> referenced,
        String onDelete,
        boolean deferrable) {
    ForeignKey {
        columns = List.copyOf(columns);
        referenced = List.copyOf(referenced);
    }

    /// Whether children stay when their parent goes, and lose the reference.
    boolean forgets() {
        return onDelete.equals("n") || onDelete.equals("d");
    }

    boolean isWithin() {
        return child.equals(parent);
    }
}
