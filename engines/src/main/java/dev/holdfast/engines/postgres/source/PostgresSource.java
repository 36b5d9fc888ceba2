package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.Changes;
import dev.holdfast.core.engine.FileReader;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SourceTree;
import dev.holdfast.core.operation.Threads;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.changes.ChangeFinder;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.wal.WalStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A snapshot between its start and its stop. The backup is tied to one session; while WAL is
/// received, that session is asked now and then, so that a backup that became void fails soon.
final class PostgresSource implements PhysicalSource {

    private static final long ALIVE_SECONDS = 15;

    private final SnapshotStarter.Server server;
    private final BackupSession backup;
    private final WalStream wal;
    private final Begun begun;
    private volatile boolean closed;
    private volatile byte @Nullable [] controlFile;

    /// What is known once the backup has begun.
    record Begun(Start start, HeldFiles files, String timelineHistory, DirectAccess access) {}

    PostgresSource(
            SnapshotStarter.Server server, BackupSession backup, WalStream wal, Begun begun) {
        this.server = server;
        this.backup = backup;
        this.wal = wal;
        this.begun = begun;
    }

    @Override
    public Start start() {
        return begun.start();
    }

    @Override
    public SourceTree files() {
        return begun.files().tree();
    }

    @Override
    public Changes changesSince(Former former) throws InterruptedException {
        try (Session session = server.open(Connector.Kind.PATIENT)) {
            return new ChangeFinder(session, server.facts(), begun.start(), begun.timelineHistory())
                    .since(former);
        }
    }

    @Override
    public FileReader openReader() {
        ServerFacts facts = server.facts();
        PageRereads rereads = new PageRereads(() -> server.open(Connector.Kind.READER));
        PageGuard guard =
                new PageGuard(
                        facts.pageBytes(), facts.segmentBytes(), facts.dataChecksums(), rereads);
        FileReader reader =
                switch (begun.access()) {
                    case DirectAccess.Possible(var directory) ->
                            new DirectFileReader(directory, rereads, guard);
                    case DirectAccess.Impossible impossible ->
                            new SqlFileReader(server.open(Connector.Kind.READER), rereads, guard);
                };
        return new HeldFileReader(begun.files().contents(), reader);
    }

    @Override
    public void receiveWal(WalSink sink) throws InterruptedException {
        Lsn from = begun.start().lsn().segmentStart(server.facts().walSegmentBytes());
        boolean acknowledge = !couldCountAsSynchronous();
        FutureTask<Void> task =
                new FutureTask<>(() -> {
                    wal.receive(from, begun.start().timeline(), acknowledge, sink);
                    return null;
                });
        Thread receiver = Thread.ofVirtual().name("holdfast-wal").start(task);
        boolean ended = false;
        try {
            await(task);
            ended = true;
        } finally {
            if (!ended) {
                wal.close();
                // the sink is the caller's: it must not be called any more then
                Threads.stop(List.of(receiver));
            }
        }
    }

    private void await(FutureTask<Void> task) throws InterruptedException {
        while (true) {
            try {
                task.get(ALIVE_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                backup.verifyAlive();
            } catch (ExecutionException e) {
                throw failure(e);
            }
        }
    }

    private HoldfastException failure(ExecutionException e) {
        if (closed) {
            return new HoldfastException(
                    ProblemCode.OPERATION_CANCELLED, "the snapshot was abandoned", "", e);
        }
        return switch (e.getCause()) {
            case HoldfastException problem -> new HoldfastException(problem.problem(), problem);
            case null, default -> throw new IllegalStateException(e);
        };
    }

    /// A primary that waits for standbys by pattern could take this stream for one, and call
    /// commits safe that nobody has stored.
    private boolean couldCountAsSynchronous() {
        String names =
                wal.session()
                        .one(
                                "reading synchronous_standby_names",
                                "SHOW synchronous_standby_names",
                                row -> row.getString(1));
        return names.contains("*") || names.contains("holdfast");
    }

    /// `pg_control` is read before the backup stops: a standby's holds how far its pages may be
    /// ahead, and the stop, which is at or after it, is how far WAL is received.
    @Override
    public Stop stop() throws InterruptedException {
        backup.verifyAlive();
        controlFile = readNow();
        BackupSession.Stopped stopped = backup.stop();
        new BackupLabel(stopped.label()).verify(server.connector().label(), begun.start());
        wal.endAt(stopped.lsn());
        return new Stop(
                stopped.lsn(), stopped.label(), stopped.tablespaceMap(), begun.timelineHistory());
    }

    @Override
    public byte[] readControlFile() {
        byte[] read = controlFile;
        return read != null ? read.clone() : readNow();
    }

    private byte[] readNow() {
        try (Session session = server.open(Connector.Kind.READER)) {
            return new ControlFiles(session, server.facts().systemIdentifier()).read();
        }
    }

    @Override
    public void close() {
        closed = true;
        wal.close();
        backup.close();
    }
}
