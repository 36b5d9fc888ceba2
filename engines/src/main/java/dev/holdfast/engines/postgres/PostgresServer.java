package dev.holdfast.engines.postgres;

import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.engine.WalSource;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.engines.postgres.catalog.FactsReader;
import dev.holdfast.engines.postgres.catalog.SnapshotCheck;
import dev.holdfast.engines.postgres.catalog.SnapshotGrants;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import dev.holdfast.engines.postgres.source.SnapshotStarter;
import dev.holdfast.engines.postgres.wal.PostgresWalSource;
import dev.holdfast.engines.postgres.wal.SlotCheck;
import dev.holdfast.engines.postgres.wal.WalStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// One server. It keeps one connection for questions; each snapshot opens its own.
public final class PostgresServer implements Server {
    private final Connector connector;
    private final Session session;
    private final InstantSource clock;

    private PostgresServer(Connector connector, Session session, InstantSource clock) {
        this.connector = connector;
        this.session = session;
        this.clock = clock;
    }

    public static PostgresServer connect(ServerAddress address, InstantSource clock) {
        Connector connector = new Connector(address);
        return new PostgresServer(connector, connector.open(), clock);
    }

    @Override
    public ServerFacts facts() {
        return new FactsReader(connector, session).read();
    }

    @Override
    public List<Finding> checkSnapshots() {
        List<Finding> findings =
                new ArrayList<>(
                        new SnapshotCheck(session, basics())
                                .run(() ->
                                        WalStream.open(connector, session.host(), clock).close()));
        findings.addAll(SlotCheck.findings(session));
        return findings;
    }

    @Override
    public List<String> snapshotGrants(String role) {
        return new SnapshotGrants(session).statements(role, basics().majorVersion());
    }

    @Override
    public List<String> proofGrants(String role) {
        return List.of(SnapshotGrants.tables(Sql.identifier(role)));
    }

    @Override
    public List<String> footprint() {
        return List.of(
                "sessions with application_name 'holdfast', while Holdfast works",
                "replication slot '"
                        + WalStream.SLOT
                        + "', temporary: the server drops it when the snapshot ends or its"
                        + " connection breaks",
                "replication slot 'holdfast_…', for `wal stream`, permanent: it keeps WAL that is not"
                        + " stored yet; `holdfast detach` removes it",
                "a logical message in the WAL with the time, while it is streamed: once a minute",
                "schema holdfast with table heartbeat, one row, in a database that is watched, where the"
                        + " role may make it; a write every 10 seconds; `holdfast detach` removes it",
                "sessions 'holdfast monitor' and 'holdfast probe', while it is watched",
                "a checkpoint at the start of each snapshot, and a WAL segment switch at its end",
                "up to two more checkpoints when a snapshot is proven");
    }

    @Override
    public PhysicalSource beginSnapshot(SnapshotSettings settings) throws InterruptedException {
        return new SnapshotStarter(connector, session.host(), clock).begin(settings);
    }

    @Override
    public WalSource openWal(String holder) {
        return PostgresWalSource.open(connector, session.host(), holder, clock);
    }

    @Override
    public List<WalSource.Slot> slots() {
        return PostgresWalSource.slots(session);
    }

    @Override
    public void dropSlot(String name) {
        PostgresWalSource.dropSlot(session, name);
    }

    private ServerFacts basics() {
        return new FactsReader(connector, session).readBasics();
    }

    @Override
    public void close() {
        session.close();
    }
}
