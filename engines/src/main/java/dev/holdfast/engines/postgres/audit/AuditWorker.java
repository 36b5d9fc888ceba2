package dev.holdfast.engines.postgres.audit;

import dev.holdfast.core.operation.Workers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One thread of an audit, with a session of its own. Damage can crash a server; it restarts then,
/// and the audit goes on with the rest.
final class AuditWorker implements Workers.Worker<Target> {

    private static final int MOST_CRASHES = 2;
    private static final int MOST_CRASHES_OF_OTHERS = 20;
    private static final int RECONNECTS = 600;
    private static final long RECONNECT_NANOS = 100_000_000;

    private final Sessions sessions;
    private final TargetCheck check;
    private final LongAdder done;
    private @Nullable Connection session;

    AuditWorker(Sessions sessions, TargetCheck check, LongAdder done) {
        this.sessions = sessions;
        this.check = check;
        this.done = done;
    }

    @Override
    public void work(Target target) throws InterruptedException {
        int crashes = 0;
        int crashesOfOthers = 0;
        while (true) {
            try {
                check.run(session(), target);
                break;
            } catch (SQLException e) {
                stopIfInterrupted(e);
                Complaint complaint = Complaint.of(e);
                boolean lost = complaint.kind() == Complaint.Kind.LOST;
                if (lost) {
                    close();
                }
                boolean again =
                        lost
                                && (Complaint.isBystander(e)
                                        ? ++crashesOfOthers < MOST_CRASHES_OF_OTHERS
                                        : ++crashes < MOST_CRASHES);
                if (!again) {
                    check.tally().complaint(check.subject(target), complaint);
                    break;
                }
            }
        }
        done.add(target.sizeBytes());
    }

    /// The open session, or a new one as soon as the server takes one again.
    private Connection session() throws SQLException, InterruptedException {
        for (int attempt = 1; session == null; attempt++) {
            try {
                session = sessions.open(check.database());
            } catch (SQLException e) {
                stopIfInterrupted(e);
                if (attempt == RECONNECTS || Complaint.of(e).kind() != Complaint.Kind.LOST) {
                    throw e;
                }
                LockSupport.parkNanos(RECONNECT_NANOS);
            }
        }
        return session;
    }

    /// An interrupt closes the socket that a virtual thread waits for.
    private static void stopIfInterrupted(SQLException e) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            InterruptedException interrupted = new InterruptedException();
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    @Override
    public void close() {
        Connection open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // it is gone either way
            }
        }
    }
}
