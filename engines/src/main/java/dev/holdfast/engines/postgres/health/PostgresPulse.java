package dev.holdfast.engines.postgres.health;

import dev.holdfast.core.health.Pulse;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.Connector.Kind;
import dev.holdfast.engines.postgres.connect.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Beats by a read, and by a write of one row where the role may.
final class PostgresPulse implements Pulse {
    /// A new connection now and then: that the old one still works says nothing about logins.
    private static final int BEATS_A_CONNECTION = 15;

    /// Each write is a commit, which a streamed log carries to every storage: not with each beat.
    private static final int BEATS_A_WRITE = 10;

    private static final String READ =
            """
            SELECT pg_is_in_recovery(), sum(xact_commit + xact_rollback)::bigint
              FROM pg_stat_database
            """;

    private record Answer(boolean isStandby, long transactions) {}

    private static final String STANDBYS =
            """
            SELECT application_name,
                   coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(),
                     coalesce(replay_lsn, flush_lsn, sent_lsn)), 0)::bigint,
                   coalesce(extract(epoch FROM replay_lag), 0)
              FROM pg_stat_replication WHERE application_name NOT LIKE 'holdfast%' LIMIT 32
            """;

    private final Connector connector;
    private final Duration patience;
    private volatile @Nullable Session session;
    private boolean writes;
    private int beats;
    private int untilWrite;

    PostgresPulse(Connector connector, Duration patience) {
        this.connector = connector;
        this.patience = patience;
    }

    @Override
    public Beat beat() {
        try {
            return beatOnce();
        } catch (HoldfastException e) {
            close();
            throw e;
        }
    }

    private Beat beatOnce() {
        if (beats >= BEATS_A_CONNECTION) {
            close();
        }
        long began = System.nanoTime();
        Session known = session;
        Session open = known == null ? connect() : known;
        Optional<Duration> connect = known == null ? Optional.of(since(began)) : Optional.empty();
        beats++;
        long reading = System.nanoTime();
        Answer answer =
                open.one(
                        "the probe's read",
                        READ,
                        row -> new Answer(row.getBoolean(1), row.getLong(2)));
        Duration read = since(reading);
        boolean standby = answer.isStandby();
        Optional<Duration> write = standby || !writes ? Optional.empty() : writeInTurn(open);
        return new Beat(
                connect,
                read,
                write,
                standby,
                answer.transactions(),
                standby ? List.of() : standbys(open));
    }

    private Session connect() {
        Session opened = connector.open(new Kind(false, patience));
        session = opened;
        beats = 0;
        opened.run(
                "preparing the probe",
                "SET application_name = 'holdfast probe'; SET default_transaction_read_only = off;"
                        + " SET lock_timeout = '1s'; SET work_mem = '4MB'");
        writes = HeartbeatTable.ready(opened);
        return opened;
    }

    private Optional<Duration> writeInTurn(Session open) {
        if (untilWrite > 0) {
            untilWrite--;
            return Optional.empty();
        }
        untilWrite = BEATS_A_WRITE - 1;
        return write(open);
    }

    /// A right that was taken away makes a probe that only reads, not a server that is down.
    private Optional<Duration> write(Session open) {
        long began = System.nanoTime();
        try {
            open.run("the probe's write", HeartbeatTable.BEAT);
            return Optional.of(since(began));
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.SERVER_GRANT_MISSING)) {
                throw e;
            }
            writes = false;
            return Optional.empty();
        }
    }

    private static List<Standby> standbys(Session open) {
        return open.list(
                "the probe's standbys",
                STANDBYS,
                row -> new Standby(row.getString(1), row.getLong(2), row.getDouble(3)));
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    @Override
    public void close() {
        Session open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }
}
