package dev.holdfast.core.engine;

import java.time.Instant;

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

    /// Any record, told before what it means.
    default void record(Lsn at, Lsn end) {}

    default void ended(Transaction transaction) {}

    default void named(RestorePoint point) {}

    default void beat(Heartbeat heartbeat) {}
}
