package dev.holdfast.engines.postgres.changes;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.engines.postgres.changes.BlockTable.ForkKey;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.copy.BinaryCopy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// The server's WAL summaries (`pg_wal/summaries`), through its SQL functions. Each covers a
/// stretch of one timeline and names the blocks changed in it.
record WalSummaries(Session session) {

    private static final String WORK = "reading WAL summaries";

    /// How often and how long to wait for the summarizer: 30 seconds, spent on the server.
    private static final int LOOKS = 300;

    private static final String PAUSE_SECONDS = "0.1";

    private record Stretch(Lsn start, Lsn end) {}

    /// Where the summarizer is.
    private Lsn position(String pauseSeconds) {
        return session.one(
                WORK,
                "SELECT s.summarized_lsn FROM pg_sleep("
                        + pauseSeconds
                        + "), LATERAL pg_get_wal_summarizer_state() s",
                row -> Lsn.parse(row.getString(1)));
    }

    /// Waits until everything before `lsn` is summarised; empty when it is, else how far it got.
    Optional<Lsn> await(Lsn lsn) throws InterruptedException {
        Lsn position = position("0");
        for (int look = 0; position.isBefore(lsn) && look < LOOKS; look++) {
            position = position(PAUSE_SECONDS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return position.isBefore(lsn) ? Optional.of(position) : Optional.empty();
    }

    /// Where the first hole in the summaries of `span` begins; empty when there is none.
    Optional<Lsn> hole(TimelinePath.Span span) {
        List<Stretch> stretches =
                session.list(
                        WORK,
                        "SELECT s.start_lsn, s.end_lsn FROM pg_available_wal_summaries() s WHERE "
                                + within(span),
                        row ->
                                new Stretch(
                                        Lsn.parse(row.getString(1)), Lsn.parse(row.getString(2))));
        Lsn covered = span.begin();
        List<Stretch> sorted =
                stretches.stream().sorted((a, b) -> a.start().compareTo(b.start())).toList();
        for (Stretch stretch : sorted) {
            if (covered.isBefore(stretch.start())) {
                return Optional.of(covered);
            }
            covered = covered.isBefore(stretch.end()) ? stretch.end() : covered;
        }
        return covered.isBefore(span.end()) ? Optional.of(covered) : Optional.empty();
    }

    /// Adds what the summaries of `span` name.
    void read(TimelinePath.Span span, BlockTable table) throws InterruptedException {
        BinaryCopy.read(
                session,
                WORK,
                "SELECT c.reltablespace::bigint, c.reldatabase::bigint, c.relfilenode::bigint,"
                        + " c.relforknumber::bigint, c.relblocknumber::bigint,"
                        + " c.is_limit_block::int::bigint"
                        + " FROM pg_available_wal_summaries() s,"
                        + " LATERAL pg_wal_summary_contents(s.tli, s.start_lsn, s.end_lsn) c WHERE "
                        + within(span),
                fields -> add(fields, table));
    }

    private static void add(ByteBuffer fields, BlockTable table) {
        ForkKey fork = new ForkKey(next(fields), next(fields), next(fields), (int) next(fields));
        long block = next(fields);
        if (next(fields) != 0) {
            table.limited(fork, block);
        } else {
            table.changed(fork, block);
        }
    }

    private static long next(ByteBuffer fields) {
        int length = fields.getInt();
        if (length != Long.BYTES) {
            throw new IllegalStateException("a field of " + length + " bytes");
        }
        return fields.getLong();
    }

    private static String within(TimelinePath.Span span) {
        return "s.tli = "
                + span.timeline()
                + " AND s.end_lsn > '"
                + span.begin()
                + "' AND s.start_lsn < '"
                + span.end()
                + "'";
    }
}
