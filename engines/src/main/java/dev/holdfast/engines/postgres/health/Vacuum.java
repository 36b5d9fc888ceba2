package dev.holdfast.engines.postgres.health;

import static dev.holdfast.core.health.Unit.COUNT;
import static dev.holdfast.core.health.Unit.PERCENT;
import static dev.holdfast.core.health.Unit.SECONDS;
import static dev.holdfast.core.health.Unit.TIMES;

import dev.holdfast.core.health.Amounts;
import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading;
import dev.holdfast.engines.postgres.connect.Sql;
import dev.holdfast.engines.postgres.health.SqlCheck.Where;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// What vacuum must get done in time, and what keeps it from that.
final class Vacuum {
    /// Where the server stops to give out ids: three million before the wrap at 2^31.
    private static final double LAST_ID = 2_144_483_648.0;

    /// Members lie in a space of 2^32; a file of 32 pages holds 52 352 of them.
    private static final long MEMBERS_A_FILE = 52_352;

    private Vacuum() {}

    static List<SqlCheck> checks() {
        return List.of(
                transactionAge(),
                multixactAge(),
                multixactMembers(),
                prepared(),
                horizon(),
                behind(),
                bloat());
    }

    private static SqlCheck transactionAge() {
        return SqlCheck.named("xid-age")
                .about("how much of the transaction ids is used up until the server refuses writes")
                .why(
                        "autovacuum freezes at about 10 %; at 25 % it does not get through, and at 65 %"
                                + " what is left is days on a busy server")
                .remedy(
                        "see the check xmin-horizon for what holds it back, then: VACUUM (FREEZE,"
                                + " VERBOSE) of the oldest tables")
                .reads(
                        Limits.above(PERCENT, 25, 65),
                        """
                        SELECT datname, age(datfrozenxid) FROM pg_database ORDER BY 2 DESC LIMIT 3
                        """,
                        row -> age(row, "transaction ids"));
    }

    private static SqlCheck multixactAge() {
        return SqlCheck.named("multixact-age")
                .about(
                        "how much of the multixact ids is used up until the server refuses row locks")
                .why("autovacuum freezes at about 19 %; at 30 % it does not get through")
                .remedy("VACUUM (FREEZE, VERBOSE) of the oldest tables")
                .reads(
                        Limits.above(PERCENT, 30, 65),
                        """
                        SELECT datname, mxid_age(datminmxid) FROM pg_database ORDER BY 2 DESC LIMIT 3
                        """,
                        row -> age(row, "multixact ids"));
    }

    private static Reading age(ResultSet row, String what) throws SQLException {
        double age = row.getDouble(2);
        double percent = Math.round(1000 * age / LAST_ID) / 10.0;
        return Reading.of(
                        row.getString(1),
                        percent,
                        "database %s has used %s of its %s"
                                .formatted(row.getString(1), PERCENT.text(percent), what))
                .withClock(age, LAST_ID);
    }

    private static SqlCheck multixactMembers() {
        return SqlCheck.named("multixact-members")
                .about("how much of the space for members of multixacts is in use")
                .why(
                        "it can run out long before the ids do; from 50 % on autovacuum works against"
                                + " it, and stops at nothing")
                .remedy(
                        "VACUUM (FREEZE, VERBOSE) of the tables whose rows many sessions lock at once")
                .on(Where.PRIMARY)
                .reads(
                        Limits.above(PERCENT, 40, 70),
                        "SELECT count(*) FROM pg_ls_dir('pg_multixact/members', true, false)",
                        row -> {
                            double percent =
                                    Math.round(
                                                    1000.0
                                                            * (row.getLong(1) - 1)
                                                            * MEMBERS_A_FILE
                                                            / (1L << 32))
                                            / 10.0;
                            return Reading.of(
                                    "",
                                    Math.max(0, percent),
                                    "%d files of members".formatted(row.getLong(1)));
                        });
    }

    private static SqlCheck prepared() {
        return SqlCheck.named("prepared-transactions")
                .about(
                        "the oldest transaction that was prepared and neither committed nor rolled back")
                .why(
                        "it holds its locks and keeps vacuum back, over restarts; a coordinator needs"
                                + " seconds, so a minute means that it is gone")
                .remedy("ask its coordinator, then: COMMIT PREPARED or ROLLBACK PREPARED")
                .reads(
                        Limits.above(SECONDS, 60, 600),
                        """
                        SELECT extract(epoch FROM clock_timestamp() - prepared), gid, owner, database
                          FROM pg_prepared_xacts ORDER BY prepared LIMIT 5
                        """,
                        row ->
                                Reading.of(
                                                "",
                                                row.getDouble(1),
                                                "transaction %s of %s in %s was prepared %s ago"
                                                        .formatted(
                                                                Sql.literal(row.getString(2)),
                                                                row.getString(3),
                                                                row.getString(4),
                                                                SECONDS.text(row.getDouble(1))))
                                        .withHint(
                                                "in database %s: ROLLBACK PREPARED %s;"
                                                        .formatted(
                                                                row.getString(4),
                                                                Sql.literal(row.getString(2)))));
    }

    /// What a session sees goes back to whatever holds everybody back: of equal ages the session is
    /// named last.
    private static SqlCheck horizon() {
        return SqlCheck.named("xmin-horizon")
                .about(
                        "how many transactions ago the oldest one began whose view vacuum must keep,"
                                + " and who holds it")
                .why(
                        "dead rows since then stay, for everybody; ten million are hours of a busy"
                                + " server, a hundred million are on the way to a stop")
                .remedy(
                        "end what is named: a session, a slot, a prepared transaction, a standby's"
                                + " query")
                .asMonitor()
                .reads(
                        Limits.above(COUNT, 10_000_000, 100_000_000),
                        """
                        SELECT age, who FROM (
                          SELECT age(transaction) AS age, 'prepared transaction ' || gid AS who,
                                 1 AS rank, prepared AS since FROM pg_prepared_xacts
                          UNION ALL
                          SELECT greatest(age(xmin), age(catalog_xmin)), 'slot ' || slot_name, 2, NULL
                            FROM pg_replication_slots WHERE coalesce(xmin, catalog_xmin) IS NOT NULL
                          UNION ALL
                          SELECT age(backend_xmin), 'standby ' || application_name, 3, NULL
                            FROM pg_stat_replication WHERE backend_xmin IS NOT NULL
                          UNION ALL
                          SELECT age(backend_xmin), 'session ' || pid, 4, xact_start
                            FROM pg_stat_activity
                           WHERE backend_xmin IS NOT NULL AND pid <> pg_backend_pid()) held
                         ORDER BY 1 DESC, rank, since LIMIT 1
                        """,
                        row ->
                                Reading.of(
                                        "",
                                        row.getDouble(1),
                                        "%s holds vacuum back by %s transactions"
                                                .formatted(
                                                        row.getString(2),
                                                        COUNT.text(row.getDouble(1)))));
    }

    private static SqlCheck behind() {
        return SqlCheck.named("autovacuum-behind")
                .about("dead rows of a table, as a multiple of what starts autovacuum")
                .why(
                        "a table waits its turn at 1; at 2 autovacuum does not keep up, at 5 queries feel"
                                + " it")
                .remedy(
                        "VACUUM (VERBOSE) TABLE; more autovacuum_max_workers, a larger"
                                + " autovacuum_vacuum_cost_limit; is autovacuum off for it?")
                .ofOneDatabase()
                .reads(
                        Limits.above(TIMES, 2, 5),
                        """
                        SELECT round(s.n_dead_tup / (current_setting('autovacuum_vacuum_threshold')::numeric
                                 + current_setting('autovacuum_vacuum_scale_factor')::numeric
                                   * greatest(c.reltuples, 0)::numeric), 2),
                               format('%I.%I', s.schemaname, s.relname), s.n_dead_tup
                          FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
                         WHERE s.n_dead_tup > 10000 ORDER BY 1 DESC LIMIT 5
                        """,
                        row ->
                                Reading.of(
                                                row.getString(2),
                                                row.getDouble(1),
                                                "%s has %s dead rows, %s what starts autovacuum"
                                                        .formatted(
                                                                row.getString(2),
                                                                COUNT.text(row.getDouble(3)),
                                                                TIMES.text(row.getDouble(1))))
                                        .withHint(
                                                "VACUUM (VERBOSE) %s;"
                                                        .formatted(row.getString(2))));
    }

    /// Averages of what ANALYZE saw; tables whose statistics this role may not read say so.
    private static SqlCheck bloat() {
        return SqlCheck.named("bloat")
                .about(
                        "how much of a table of at least 64 MB is empty, estimated from its statistics")
                .why(
                        "half is what a busy table settles at in bad times; at three quarters every scan"
                                + " reads four times what it must")
                .remedy(
                        "make sure of it with pgstattuple_approx, then VACUUM FULL in a quiet hour, or"
                                + " pg_repack")
                .ofOneDatabase()
                .reads(
                        Limits.warnAbove(PERCENT, 75),
                        """
                        SELECT format('%I.%I', n.nspname, c.relname), pg_relation_size(c.oid) AS bytes,
                               CASE WHEN w.width IS NULL THEN NULL ELSE
                                 round(greatest(0, 100 - 100.0 * c.reltuples::numeric * (28 + w.width)::numeric
                                   / coalesce(substring(array_to_string(c.reloptions, ',')
                                                from 'fillfactor=([0-9]+)')::numeric / 100, 1)
                                   / pg_relation_size(c.oid)), 1) END AS empty
                          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                          LEFT JOIN LATERAL (SELECT sum(avg_width * (1 - null_frac)) AS width
                                               FROM pg_stats s WHERE s.schemaname = n.nspname
                                                AND s.tablename = c.relname AND NOT s.inherited) w ON true
                         WHERE c.relkind IN ('r', 'm') AND c.reltuples >= 0 AND c.relpages >= 8192
                           AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                         ORDER BY empty DESC NULLS FIRST LIMIT 10
                        """,
                        Vacuum::bloat);
    }

    private static Reading bloat(ResultSet row) throws SQLException {
        String table = row.getString(1);
        double percent = row.getDouble(3);
        if (row.wasNull()) {
            return Reading.of(table, Double.NaN, "the statistics of " + table + " cannot be read")
                    .withHint("GRANT pg_read_all_data to this role, or: ANALYZE " + table + ";");
        }
        return Reading.of(
                table,
                percent,
                "about %s of %s (%s) is empty"
                        .formatted(PERCENT.text(percent), table, Amounts.size(row.getLong(2))));
    }
}
