package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.core.engine.WalForm;
import dev.holdfast.core.engine.WalSource;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.HostPort;
import dev.holdfast.engines.postgres.connect.ServerProblems;
import dev.holdfast.engines.postgres.connect.Session;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// One session for questions, and one for the replication protocol.
///
/// Liveness is what the server says at least every ten seconds, not how far its log moves: an idle
/// server is well. A server that says nothing for [#SILENCE] counts as lost.
public final class PostgresWalSource implements WalSource {

    private static final Duration SILENCE = Duration.ofSeconds(60);

    /// Asks the server to say something after half of it.
    private static final String TALK = "SET wal_sender_timeout = '20s'";

    private static final String AMOUNTS =
            """
            SELECT (SELECT coalesce(sum(pg_database_size(oid)), 0) FROM pg_database
                     WHERE has_database_privilege(oid, 'CONNECT')),
                   (SELECT setting::bigint FROM pg_settings WHERE name = 'max_wal_size')
            """;

    private final Session questions;
    private final Session stream;
    private final StreamSlot slot;
    private final WalForm form;
    private final InstantSource clock;

    private PostgresWalSource(
            Session questions, Session stream, StreamSlot slot, WalForm form, InstantSource clock) {
        this.questions = questions;
        this.stream = stream;
        this.slot = slot;
        this.form = form;
        this.clock = clock;
    }

    /// @param holder tells this vault's slot from those of others: lower-case letters and digits
    public static PostgresWalSource open(
            Connector connector, HostPort host, String holder, InstantSource clock) {
        Session questions = connector.at(host, Connector.Kind.READER);
        try {
            Session stream = connector.at(host, new Connector.Kind(true, SILENCE));
            try {
                stream.run("asking for keepalives", TALK);
                WalForm form = origin(questions, stream).form();
                StreamSlot slot = new StreamSlot(questions, StreamSlot.PREFIX + holder);
                return new PostgresWalSource(questions, stream, slot, form, clock);
            } catch (RuntimeException e) {
                stream.close();
                throw e;
            }
        } catch (RuntimeException e) {
            questions.close();
            throw e;
        }
    }

    /// All slots of Holdfast's streams on that server.
    public static List<Slot> slots(Session session) {
        return StreamSlot.all(session);
    }

    public static void dropSlot(Session session, String name) {
        new StreamSlot(session, name).drop();
    }

    private static Origin origin(Session questions, Session stream) {
        WalStream.Identity identity = WalStream.identify(stream);
        return questions.one(
                "asking for the form of its log",
                "SELECT (SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size'),"
                        + " current_setting('server_version_num')::int / 10000, pg_is_in_recovery()",
                row ->
                        new Origin(
                                new WalForm(
                                        identity.systemIdentifier(), row.getInt(2), row.getLong(1)),
                                identity.timeline(),
                                identity.position(),
                                row.getBoolean(3)));
    }

    @Override
    public Origin origin() {
        return origin(questions, stream);
    }

    @Override
    public Optional<Slot> slot() {
        return slot.find();
    }

    @Override
    public Slot makeSlot() {
        return slot.make();
    }

    @Override
    public void dropSlot() {
        slot.drop();
    }

    @Override
    public Amounts amounts() {
        return questions.one(
                "asking how large it is",
                AMOUNTS,
                row -> new Amounts(row.getLong(1), row.getLong(2) << 20));
    }

    @Override
    public Optional<Instant> beat() {
        return TimeMessage.write(questions);
    }

    @Override
    public String timelineHistory(int timeline) {
        if (timeline == 1) {
            return "";
        }
        return history(stream, timeline);
    }

    /// `TIMELINE_HISTORY` answers with the name of the file and its bytes.
    static String history(Session stream, int timeline) {
        return stream.one(
                "reading the history of timeline " + timeline,
                "TIMELINE_HISTORY " + Integer.toUnsignedString(timeline),
                row -> new String(row.getBytes(2), StandardCharsets.UTF_8));
    }

    @Override
    public Ending follow(Lsn from, int timeline, WalFollower follower) throws InterruptedException {
        SegmentReading reading = new SegmentReading(form, timeline, from, follower);
        Following following = new Following(stream, reading, follower, clock);
        try {
            following.run(slot.name(), from, timeline);
            return switched(timeline);
        } catch (SQLException e) {
            return refused(e);
        }
    }

    private Ending refused(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.equals("58P01") || state.equals("55000")) {
            return new Ending.Removed(); // "has already been removed", or the slot was invalidated
        }
        if (state.equals("55006")) {
            throw new HoldfastException(
                    ProblemCode.SERVER_BUSY,
                    questions.label() + ": its WAL is already being streamed into this vault",
                    "stop the other one, or let it go on; to see from where: SELECT client_addr"
                            + " FROM pg_stat_replication WHERE pid = (SELECT active_pid FROM"
                            + " pg_replication_slots WHERE slot_name = '"
                            + slot.name()
                            + "');",
                    e);
        }
        throw ServerProblems.running(questions.label(), "receiving WAL", e);
    }

    /// The server says so when the timeline that is followed has ended. What came of it stands in
    /// the history of the one that it has now.
    private Ending switched(int timeline) {
        WalStream.Identity now = WalStream.identify(stream);
        String history = now.timeline() == 1 ? "" : history(stream, now.timeline());
        return TimelineHistory.parse(now.timeline(), history)
                .after(timeline)
                .map(leg -> (Ending) new Ending.Switched(leg.timeline(), leg.from()))
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.SERVER_CHANGED,
                                "%s: timeline %d, which was streamed, is not in the history of timeline %d, which the server has now"
                                        .formatted(questions.label(), timeline, now.timeline()),
                                "the server was restored to a state before it, or is another one;"
                                        + " take a snapshot: holdfast backup run "
                                        + questions.label()));
    }

    @Override
    public void close() {
        stream.close();
        questions.close();
    }
}
