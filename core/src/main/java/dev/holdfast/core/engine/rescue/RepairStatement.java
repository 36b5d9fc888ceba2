package dev.holdfast.core.engine.rescue;

/// One statement of a repair.
///
/// @param table the table that it changes, qualified; empty where it changes none
/// @param rows how many rows it changes when nothing has happened meanwhile
/// @param sql complete, without a semicolon at its end
public record RepairStatement(Kind kind, String table, int rows, String sql) {

    public enum Kind {
        /// A setting of the transaction, or a check that it is the right server.
        FRAME,
        /// Brings rows back; leaves those alone that are there.
        INSERT,
        /// Sets rows back; leaves those alone that changed since they were compared.
        UPDATE,
        /// Completes rows that the same repair inserts.
        COMPLETION,
        /// Sets a sequence forward.
        SEQUENCE
    }
}
