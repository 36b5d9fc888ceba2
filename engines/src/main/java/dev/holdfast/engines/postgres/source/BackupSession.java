package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.catalog.SnapshotNeeds;
import dev.holdfast.engines.postgres.connect.ServerProblems;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The connection that the server ties the backup to: when it ends, the backup is void. Safe for
/// many threads.
final class BackupSession implements AutoCloseable {
    private final Session session;
    private final SnapshotNeeds needs;
    private final ReentrantLock lock = new ReentrantLock();

    private BackupSession(Session session, SnapshotNeeds needs) {
        this.session = session;
        this.needs = needs;
    }

    record Started(BackupSession backup, Lsn lsn) {}

    record Stopped(Lsn lsn, String label, String tablespaceMap) {}

    /// Takes as long as the server's checkpoint does.
    static Started start(Session session, SnapshotNeeds needs, String label, boolean fast)
            throws InterruptedException {
        try {
            Lsn lsn =
                    session.oneInterruptibly(
                            "starting the backup",
                            "SELECT " + needs.startCall(Sql.literal(label), fast),
                            row -> Lsn.parse(row.getString(1)));
            return new Started(new BackupSession(session, needs), lsn);
        } catch (HoldfastException e) {
            throw startProblem(session, e);
        }
    }

    private static HoldfastException startProblem(Session session, HoldfastException e) {
        if (!ServerProblems.state(e).equals("55000")) {
            return e;
        }
        return new HoldfastException(
                ProblemCode.SERVER_UNSUITABLE,
                session.label()
                        + ": the server does not start a backup: "
                        + ServerProblems.words(e),
                "ALTER SYSTEM SET full_page_writes = on; on the primary, then CHECKPOINT; there, and"
                        + " wait until a standby has replayed it",
                e);
    }

    /// Throws `SERVER_LOST` when the backup is void. Does nothing while the session is busy.
    void verifyAlive() {
        if (lock.tryLock()) {
            try {
                session.one("keeping the backup alive", "SELECT 1", row -> row.getInt(1));
            } finally {
                lock.unlock();
            }
        }
    }

    Stopped stop() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return session.oneInterruptibly(
                    "stopping the backup",
                    "SELECT lsn, labelfile, spcmapfile FROM " + needs.stopCall(),
                    row ->
                            new Stopped(
                                    Lsn.parse(row.getString(1)),
                                    row.getString(2),
                                    textOrEmpty(row.getString(3))));
        } catch (HoldfastException e) {
            throw stopProblem(e);
        } finally {
            lock.unlock();
        }
    }

    private static String textOrEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private HoldfastException stopProblem(HoldfastException e) {
        if (!ServerProblems.state(e).equals("55000")) {
            return e;
        }
        return new HoldfastException(
                ProblemCode.SERVER_CHANGED,
                session.label() + ": the snapshot is void: " + ServerProblems.words(e),
                "run the command again",
                e);
    }

    @Override
    public void close() {
        session.close();
    }
}
