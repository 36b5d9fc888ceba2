package dev.holdfast.engines.postgres.audit;

/// One thing to check in a database.
sealed interface Target {

    /// For people, such as `public.orders` or `index public.orders_pkey`.
    String label();

    long sizeBytes();

    /// @param sql its name, quoted
    /// @param kind as `pg_class.relkind` has it
    /// @param heap whether it is stored as PostgreSQL's own tables are
    record Relation(long oid, String sql, String label, char kind, boolean heap, long sizeBytes)
            implements Target {

        boolean isTable() {
            return kind == 'r' || kind == 'm';
        }

        boolean isToast() {
            return kind == 't';
        }
    }

    /// A B-tree index.
    ///
    /// @param sortable whether this machine sorts as the index is sorted
    record Index(long oid, String label, boolean sortable, long sizeBytes) implements Target {}
}
