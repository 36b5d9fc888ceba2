package dev.holdfast.engines.postgres;

import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.engines.postgres.catalog.FactsReader;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.Session;
import java.util.List;

final class PostgresServer implements Server {
    private final Connector connector;
    private final Session session;

    PostgresServer(Connector connector, Session session) {
        this.connector = connector;
        this.session = session;
    }

    @Override
    public ServerFacts facts() {
        return new FactsReader(connector, session).read();
    }

    @Override
    public List<Finding> checkSnapshots() {
        return List.of();
    }

    @Override
    public List<String> snapshotGrants(String role) {
        return List.of();
    }

    @Override
    public List<String> footprint() {
        return List.of();
    }

    @Override
    public PhysicalSource beginSnapshot(SnapshotSettings settings) throws InterruptedException {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void close() {
        session.close();
    }
}
