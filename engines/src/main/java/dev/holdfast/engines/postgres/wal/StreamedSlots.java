package dev.holdfast.engines.postgres.wal;

import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;

/// Whether a server's log is being streamed.
public final class StreamedSlots {
    private StreamedSlots() {}

    /// By whoever: slots of other vaults count too.
    public static boolean isFollowed(Session session) {
        return session.one(
                "looking at its replication slots",
                "SELECT count(*) > 0 FROM pg_replication_slots WHERE active"
                        + " AND starts_with(slot_name::text, "
                        + Sql.literal(StreamSlot.PREFIX)
                        + ")"
                        + " AND slot_name <> "
                        + Sql.literal(WalStream.SLOT),
                row -> row.getBoolean(1));
    }
}
