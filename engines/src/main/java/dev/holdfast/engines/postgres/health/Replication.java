package dev.holdfast.engines.postgres.health;

import static dev.holdfast.core.health.Unit.BYTES;
import static dev.holdfast.core.health.Unit.COUNT;
import static dev.holdfast.core.health.Unit.PER_MINUTE;
import static dev.holdfast.core.health.Unit.SECONDS;

import dev.holdfast.core.health.Amounts;
import dev.holdfast.core.health.Check.Kind;
import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading;
import dev.holdfast.engines.postgres.connect.Sql;
import dev.holdfast.engines.postgres.health.SqlCheck.Where;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Standbys and slots.
final class Replication {
    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;

    private Replication() {}

    static List<SqlCheck> checks() {
        return List.of(
                lag(), lagBytes(), standbys(), receiver(), conflicts(), slots(), lostSlots());
    }

    private static SqlCheck lag() {
        return SqlCheck.named("replication-lag")
                .about(
                        "how long a standby takes to show what was committed, as it says itself, or"
                                + " how long it has said nothing")
                .why(
                        "10 seconds are noticed by whoever reads there; a minute is lost work when the"
                                + " standby must take over")
                .remedy("look for a long query on the standby, a slow network or disk")
                .on(Where.PRIMARY)
                .asMonitor()
                .reads(
                        Limits.above(SECONDS, 10, 60),
                        """
                        SELECT greatest(coalesce(extract(epoch FROM replay_lag), 0),
                                 CASE WHEN clock_timestamp() - reply_time > interval '30 s'
                                      THEN extract(epoch FROM clock_timestamp() - reply_time) END),
                               application_name, coalesce(client_addr::text, 'local'), state
                          FROM pg_stat_replication WHERE application_name NOT LIKE 'holdfast%'
                        """,
                        row -> standby(row, SECONDS.text(row.getDouble(1)) + " behind"));
    }

    private static SqlCheck lagBytes() {
        return SqlCheck.named("replication-lag-bytes")
                .about("how much log a standby has not shown yet")
                .why(
                        "also true of a standby that says nothing any more; 64 MB are four segments,"
                                + " 1 GB takes minutes to catch up with")
                .remedy("look for a long query on the standby, a slow network or disk")
                .on(Where.PRIMARY)
                .asMonitor()
                .reads(
                        Limits.above(BYTES, 64 * MIB, GIB),
                        """
                        SELECT coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(),
                                 coalesce(replay_lsn, flush_lsn, sent_lsn)), 0),
                               application_name, coalesce(client_addr::text, 'local'), state
                          FROM pg_stat_replication WHERE application_name NOT LIKE 'holdfast%'
                        """,
                        row -> standby(row, Amounts.size((long) row.getDouble(1)) + " behind"));
    }

    /// A standby that is gone is behind by nothing: it stands in no view any more.
    private static SqlCheck standbys() {
        return SqlCheck.named("standbys")
                .about("whether the standbys that were connected still are, and no others")
                .why(
                        "one that went away says nothing, and its lag is 0 in every view; it is missed on"
                                + " the day on which it should take over")
                .remedy(
                        "planned: holdfast monitor ack; not planned: does it run? its log says why it"
                                + " cannot connect")
                .kind(Kind.SAME)
                .on(Where.PRIMARY)
                .asMonitor()
                .reads(
                        Limits.warnAbove(COUNT, 1),
                        """
                        SELECT application_name || ' at ' || coalesce(client_addr::text, 'local'),
                               'connected'
                          FROM pg_stat_replication
                         WHERE application_name NOT LIKE 'holdfast%'
                           AND state IN ('streaming', 'catchup')
                         GROUP BY 1
                        """,
                        row -> Reading.of(row.getString(1), 0, row.getString(2)));
    }

    private static Reading standby(ResultSet row, String behind) throws SQLException {
        String name = row.getString(2);
        return Reading.of(
                name,
                row.getDouble(1),
                "standby %s (%s, %s) is %s"
                        .formatted(name, row.getString(3), row.getString(4), behind));
    }

    private static SqlCheck receiver() {
        return SqlCheck.named("standby-receiver")
                .about("how long this standby has heard nothing from its primary")
                .why(
                        "the primary speaks at least every 10 seconds; lag that is computed from LSNs"
                                + " says 0 on a standby that is cut off")
                .remedy(
                        "look into this server's log for why the connection fails; is the primary up?")
                .on(Where.STANDBY)
                .asMonitor()
                .reads(
                        Limits.above(SECONDS, 30, 120),
                        """
                        SELECT CASE WHEN r.status = 'streaming'
                                    THEN extract(epoch FROM clock_timestamp() - r.last_msg_receipt_time)
                                    ELSE extract(epoch FROM clock_timestamp()
                                           - greatest(pg_postmaster_start_time(),
                                                      pg_last_xact_replay_timestamp())) END,
                               coalesce(r.status, 'not connected'), pg_is_wal_replay_paused()
                          FROM (SELECT 1) one LEFT JOIN pg_stat_wal_receiver r ON true
                         WHERE current_setting('primary_conninfo') <> ''
                        """,
                        row ->
                                Reading.of(
                                        "",
                                        row.getDouble(1),
                                        "the receiver is %s, heard %s ago%s"
                                                .formatted(
                                                        row.getString(2),
                                                        SECONDS.text(row.getDouble(1)),
                                                        row.getBoolean(3)
                                                                ? "; replay is paused"
                                                                : "")));
    }

    private static SqlCheck conflicts() {
        return SqlCheck.named("conflicts")
                .about("how many queries a minute the standby cancels so that replay can go on")
                .why(
                        "each is a report that failed; ten a minute make the standby useless for reading")
                .remedy("hot_standby_feedback = on, or a larger max_standby_streaming_delay")
                .kind(Kind.RATE)
                .on(Where.STANDBY)
                .ofOneDatabase()
                .reads(
                        Limits.above(PER_MINUTE, 1, 10),
                        "SELECT conflicts FROM pg_stat_database WHERE datname = current_database()",
                        row -> Reading.of("", row.getDouble(1), "queries cancelled by replay"));
    }

    private static SqlCheck slots() {
        return SqlCheck.named("slots-retained")
                .about("how much log a replication slot keeps on the server")
                .why(
                        "a slot that nobody empties fills the disk, and the server stops; 1 GB is more"
                                + " than a consumer that keeps up ever leaves, 10 GB is a consumer that is"
                                + " gone")
                .remedy(
                        "start its consumer, or drop it: SELECT pg_drop_replication_slot(NAME); and"
                                + " bound it: max_slot_wal_keep_size")
                .reads(
                        Limits.above(BYTES, GIB, 10 * GIB),
                        """
                        SELECT coalesce(pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery()
                                 THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END,
                                 restart_lsn), 0), slot_name, active
                          FROM pg_replication_slots WHERE coalesce(wal_status, '') <> 'lost'
                        """,
                        row ->
                                Reading.of(
                                                row.getString(2),
                                                Math.max(0, row.getDouble(1)),
                                                "slot %s (%s) keeps %s of WAL"
                                                        .formatted(
                                                                row.getString(2),
                                                                used(row.getBoolean(3)),
                                                                Amounts.size(
                                                                        (long) row.getDouble(1))))
                                        .withHint(drop(row.getString(2))));
    }

    private static SqlCheck lostSlots() {
        return SqlCheck.named("slots-lost")
                .about("slots whose log the server gives up (1) or gave up (2)")
                .why(
                        "its consumer cannot go on: a standby must be made anew, a subscription loses"
                                + " changes")
                .remedy("drop the slot and make its consumer anew")
                .reads(
                        Limits.above(COUNT, 1, 2),
                        """
                        SELECT CASE wal_status WHEN 'unreserved' THEN 1 WHEN 'lost' THEN 2 ELSE 0 END,
                               slot_name, coalesce(wal_status, 'reserved')
                          FROM pg_replication_slots
                        """,
                        row ->
                                Reading.of(
                                                row.getString(2),
                                                row.getDouble(1),
                                                "slot %s is %s"
                                                        .formatted(
                                                                row.getString(2), row.getString(3)))
                                        .withHint(drop(row.getString(2))));
    }

    private static String used(boolean active) {
        return active ? "in use" : "nobody reads it";
    }

    private static String drop(String slot) {
        return "start its consumer, or: SELECT pg_drop_replication_slot(%s);"
                .formatted(Sql.literal(slot));
    }
}
