package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalSource.Slot;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.ServerProblems;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The permanent slot that keeps a server's log for one vault.
///
/// @param session a plain one
record StreamSlot(Session session, String name) {

    /// What the names of all these slots begin with; the snapshot's own slot is not one of them.
    static final String PREFIX = "holdfast_";

    private static final String STATE =
            """
            SELECT slot_name, coalesce(restart_lsn, '0/0')::text, coalesce(wal_status, 'lost'),
                   coalesce(pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery()
                       THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, restart_lsn), 0),
                   (SELECT setting::bigint FROM pg_settings WHERE name = 'max_slot_wal_keep_size')
              FROM pg_replication_slots WHERE slot_type = 'physical' AND
            """;

    /// Keeps nothing when the server has given it up.
    Optional<Slot> find() {
        return slots(session, "slot_name = " + Sql.literal(name)).stream().findFirst();
    }

    /// All that Holdfast has on this server, of whatever vault.
    static List<Slot> all(Session session) {
        return slots(
                session,
                "slot_name LIKE 'holdfast\\_%' AND slot_name <> " + Sql.literal(WalStream.SLOT));
    }

    private static List<Slot> slots(Session session, String which) {
        return session.list(
                "looking at its replication slots",
                STATE + " " + which + " ORDER BY slot_name",
                row -> {
                    boolean lost = row.getString(3).equals("lost");
                    long limit = row.getLong(5);
                    return new Slot(
                            row.getString(1),
                            lost ? Lsn.ZERO : Lsn.parse(row.getString(2)),
                            lost ? 0 : row.getLong(4),
                            limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit << 20));
                });
    }

    Slot make() {
        Optional<Slot> there = find();
        if (there.isPresent() && !there.get().restart().equals(Lsn.ZERO)) {
            return there.get();
        }
        there.ifPresent(_ -> drop());
        try {
            session.one(
                    "making the slot " + name,
                    "SELECT pg_create_physical_replication_slot("
                            + Sql.literal(name)
                            + ", true)::text",
                    row -> row.getString(1));
        } catch (HoldfastException e) {
            throw SlotProblems.of(session, e);
        }
        return find().orElseThrow();
    }

    /// What is not there is dropped already. `SERVER_BUSY` while somebody follows it.
    void drop() {
        try {
            session.list(
                    "dropping the slot " + name,
                    "SELECT pg_drop_replication_slot(slot_name)::text FROM pg_replication_slots"
                            + " WHERE slot_name = "
                            + Sql.literal(name),
                    row -> row.getString(1));
        } catch (HoldfastException e) {
            throw ServerProblems.state(e).equals("55006") ? streamed(e) : e;
        }
    }

    private HoldfastException streamed(HoldfastException e) {
        return new HoldfastException(
                ProblemCode.SERVER_BUSY,
                "%s: slot %s is in use: its WAL is being streamed".formatted(session.label(), name),
                "stop `holdfast wal stream` first; or wait a moment, when it was just stopped",
                e);
    }
}
