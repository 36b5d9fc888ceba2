package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.DamagedWal;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalSource.WalFollower;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Session;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import org.postgresql.copy.CopyDual;

/// One `START_REPLICATION` on a permanent slot.
final class Following {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long STATUS_NANOS = 1_000_000_000L;
    private static final int WAL_DATA_HEADER = 1 + 3 * Long.BYTES;
    private static final int SERVER_END = 1;
    private static final int KEEPALIVE_REPLY_WANTED = 1 + 2 * Long.BYTES;

    private final Session session;
    private final SegmentReading reading;
    private final WalFollower follower;
    private final InstantSource clock;
    private Lsn received = Lsn.ZERO;

    Following(Session session, SegmentReading reading, WalFollower follower, InstantSource clock) {
        this.session = session;
        this.reading = reading;
        this.follower = follower;
        this.clock = clock;
    }

    /// Returns when the server has ended the timeline.
    void run(String slot, Lsn from, int timeline) throws SQLException, InterruptedException {
        received = from;
        CopyDual copy =
                session.copies()
                        .copyDual(
                                "START_REPLICATION SLOT "
                                        + slot
                                        + " PHYSICAL "
                                        + from
                                        + " TIMELINE "
                                        + Integer.toUnsignedString(timeline));
        long lastStatus = System.nanoTime();
        while (true) {
            while (!follower.awaitRoom(PATIENCE)) {
                sendStatus(copy);
            }
            byte[] message = copy.readFromCopy();
            if (message == null) {
                if (copy.isActive()) {
                    copy.endCopy();
                }
                return;
            }
            boolean replyWanted = take(message);
            if (replyWanted || System.nanoTime() - lastStatus > STATUS_NANOS) {
                sendStatus(copy);
                lastStatus = System.nanoTime();
            }
        }
    }

    /// @return whether the server wants an answer now
    private boolean take(byte[] message) {
        return switch (message[0]) {
            case 'w' -> {
                takeWal(message);
                yield false;
            }
            case 'k' -> {
                follower.alive(new Lsn(ByteBuffer.wrap(message).getLong(SERVER_END)));
                yield message[KEEPALIVE_REPLY_WANTED] != 0;
            }
            default -> throw new IllegalStateException("unknown message " + message[0]);
        };
    }

    private void takeWal(byte[] message) {
        ByteBuffer header = ByteBuffer.wrap(message);
        Lsn at = new Lsn(header.getLong(1));
        if (!at.equals(received)) {
            throw new IllegalStateException("WAL jumps from " + received + " to " + at);
        }
        int length = message.length - WAL_DATA_HEADER;
        follower.bytes(at, message, WAL_DATA_HEADER, length);
        try {
            reading.feed(at, message, WAL_DATA_HEADER, length);
        } catch (DamagedWal e) {
            throw damaged(e);
        }
        follower.verified(reading.verifiedTo());
        received = at.plus(length);
        follower.alive(new Lsn(header.getLong(1 + Long.BYTES)));
    }

    private HoldfastException damaged(DamagedWal e) {
        return new HoldfastException(
                ProblemCode.SERVER_UNSUITABLE,
                "%s sends damaged WAL at %s: %s".formatted(session.label(), e.at(), e.getMessage()),
                "nothing from there on was stored; see whether the server's disk is well, and take"
                        + " a snapshot: holdfast backup run "
                        + session.label(),
                e);
    }

    private void sendStatus(CopyDual copy) throws SQLException {
        long stored = follower.stored().value();
        ByteBuffer status = ByteBuffer.allocate(2 + 4 * Long.BYTES);
        status.put((byte) 'r').putLong(received.value()).putLong(stored).putLong(stored);
        status.putLong(PostgresClock.micros(clock.instant())).put((byte) 0);
        copy.writeToCopy(status.array(), 0, status.capacity());
        copy.flushCopy();
    }
}
