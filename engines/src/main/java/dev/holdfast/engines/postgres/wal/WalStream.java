package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource.WalSink;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.HostPort;
import dev.holdfast.engines.postgres.connect.ServerProblems;
import dev.holdfast.engines.postgres.connect.Session;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyDual;

/// Receives WAL through a temporary slot, which keeps the server from removing what is still needed
/// and vanishes with the connection.
///
/// The slot's name is the same for every Holdfast, so that the server itself lets only one snapshot
/// run at a time, whichever database and machine it comes from.
///
/// [#receive] blocks in a read that nothing but the server's next message ends. So whoever learns
/// the end calls [#endAt], which closes the connection when everything has arrived already.
public final class WalStream implements AutoCloseable {

    public static final String SLOT = "holdfast_snapshot";

    private static final String WORK = "receiving WAL";
    private static final long STATUS_NANOS = 1_000_000_000L;
    private static final int WAL_DATA_HEADER = 1 + 3 * Long.BYTES;
    private static final int KEEPALIVE_REPLY_WANTED = 1 + 2 * Long.BYTES;

    private final Session session;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Lsn> end = new AtomicReference<>();
    private final AtomicReference<Lsn> received = new AtomicReference<>(Lsn.ZERO);

    /// What the server says of itself over the replication protocol.
    public record Identity(String systemIdentifier, int timeline, Lsn position) {}

    private WalStream(Session session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
    }

    /// Connects and takes the slot. `SERVER_BUSY` when another snapshot has it.
    public static WalStream open(Connector connector, HostPort host, InstantSource clock) {
        Session session = connector.at(host, Connector.Kind.REPLICATION);
        try {
            session.call("taking the slot", WalStream::createSlot);
            return new WalStream(session, clock);
        } catch (HoldfastException e) {
            HoldfastException better = slotProblem(session, e);
            session.close();
            throw better;
        }
    }

    private static boolean createSlot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(
                    "CREATE_REPLICATION_SLOT " + SLOT + " TEMPORARY PHYSICAL RESERVE_WAL");
        }
    }

    private static HoldfastException slotProblem(Session session, HoldfastException e) {
        return switch (ServerProblems.state(e)) {
            case "42710" ->
                    new HoldfastException(
                            ProblemCode.SERVER_BUSY,
                            session.label()
                                    + ": another snapshot of this server is running"
                                    + holder(session),
                            "wait until it ends; if its Holdfast is dead: SELECT"
                                    + " pg_terminate_backend(active_pid) FROM pg_replication_slots"
                                    + " WHERE slot_name = '"
                                    + SLOT
                                    + "';",
                            e);
            default -> SlotProblems.of(session, e);
        };
    }

    private static String holder(Session session) {
        return session.first(
                        "asking who runs a snapshot",
                        "SELECT coalesce(host(a.client_addr), 'the server itself'), s.active_pid"
                                + " FROM pg_catalog.pg_replication_slots s"
                                + " LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = s.active_pid"
                                + " WHERE s.slot_name = '"
                                + SLOT
                                + "'",
                        row ->
                                ", from "
                                        + row.getString(1)
                                        + " (server process "
                                        + row.getInt(2)
                                        + ")")
                .orElse("");
    }

    public Identity identify() {
        return identify(session);
    }

    static Identity identify(Session session) {
        return session.one(
                "identifying the server",
                "IDENTIFY_SYSTEM",
                row ->
                        new Identity(
                                row.getString("systemid"),
                                row.getInt("timeline"),
                                Lsn.parse(row.getString("xlogpos"))));
    }

    public Session session() {
        return session;
    }

    /// Hands WAL to `sink` until the end that [#endAt] names has arrived. One call.
    ///
    /// @param acknowledge whether to tell the server that what was taken is safe, so that it can
    ///   remove it; not when commits wait for a standby that this stream could be taken for
    public void receive(Lsn from, int timeline, boolean acknowledge, WalSink sink)
            throws InterruptedException {
        received.set(from);
        try {
            CopyDual copy = start(from, timeline);
            long lastStatus = System.nanoTime();
            while (!isComplete()) {
                byte[] message = copy.readFromCopy();
                if (message == null) {
                    throw timelineEnded(timeline);
                }
                boolean replyWanted = take(message, sink);
                if (replyWanted || System.nanoTime() - lastStatus > STATUS_NANOS) {
                    sendStatus(copy, acknowledge);
                    lastStatus = System.nanoTime();
                }
            }
        } catch (SQLException e) {
            if (!isComplete()) {
                throw ServerProblems.running(session.label(), WORK, e);
            }
        }
    }

    /// From any thread: everything before `lsn` is wanted, and no more.
    public void endAt(Lsn lsn) {
        end.set(lsn);
        if (isComplete()) {
            session.close();
        }
    }

    private boolean isComplete() {
        Lsn last = end.get();
        return last != null && !received.get().isBefore(last);
    }

    private CopyDual start(Lsn from, int timeline) throws SQLException {
        return session.copies()
                .copyDual(
                        "START_REPLICATION SLOT "
                                + SLOT
                                + " PHYSICAL "
                                + from
                                + " TIMELINE "
                                + timeline);
    }

    /// @return whether the server wants an answer now
    private boolean take(byte[] message, WalSink sink) throws InterruptedException {
        return switch (message[0]) {
            case 'w' -> {
                takeWal(message, sink);
                yield false;
            }
            case 'k' -> message[KEEPALIVE_REPLY_WANTED] != 0;
            default -> throw new IllegalStateException("unknown message " + message[0]);
        };
    }

    private void takeWal(byte[] message, WalSink sink) throws InterruptedException {
        Lsn at = new Lsn(ByteBuffer.wrap(message).getLong(1));
        if (!at.equals(received.get())) {
            throw new IllegalStateException("WAL jumps from " + received.get() + " to " + at);
        }
        int length = message.length - WAL_DATA_HEADER;
        sink.write(at, message, WAL_DATA_HEADER, length);
        received.set(at.plus(length));
    }

    private void sendStatus(CopyDual copy, boolean acknowledge) throws SQLException {
        long written = received.get().value();
        long safe = acknowledge ? written : 0;
        ByteBuffer status = ByteBuffer.allocate(2 + 4 * Long.BYTES);
        status.put((byte) 'r').putLong(written).putLong(safe).putLong(safe);
        status.putLong(PostgresClock.micros(clock.instant())).put((byte) 0);
        copy.writeToCopy(status.array(), 0, status.capacity());
        copy.flushCopy();
    }

    private HoldfastException timelineEnded(int timeline) {
        return new HoldfastException(
                ProblemCode.SERVER_CHANGED,
                session.label()
                        + ": the server left timeline "
                        + timeline
                        + " while a snapshot was taken (a promotion)",
                "run the command again");
    }

    @Override
    public void close() {
        session.close();
    }
}
