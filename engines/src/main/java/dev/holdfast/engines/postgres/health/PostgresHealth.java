package dev.holdfast.engines.postgres.health;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.ServerHealth;
import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.HealthSession;
import dev.holdfast.core.health.Pulse;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.Connector.Kind;
import dev.holdfast.engines.postgres.connect.Session;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Watches PostgreSQL servers. Safe for many threads.
public final class PostgresHealth implements ServerHealth {
    /// For an answer to a statement that the server itself bounds to three seconds.
    private static final Kind ASKING = new Kind(false, Duration.ofSeconds(6));

    @Override
    public List<Check> checks() {
        return Stream.concat(
                        AllChecks.SQL.stream().map(SqlCheck::check),
                        Stream.of(DiskRoom.CHECK, InodeRoom.CHECK))
                .toList();
    }

    @Override
    public HealthSession open(ServerAddress address) {
        Session session = new Connector(address).open(ASKING);
        try {
            return new PostgresHealthSession(session);
        } catch (HoldfastException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public boolean hasFootprint(ServerAddress address) {
        try (Session session = new Connector(address).open(ASKING)) {
            return HeartbeatTable.exists(session);
        }
    }

    @Override
    public void removeFootprint(ServerAddress address) {
        try (Session session = new Connector(address).open(ASKING)) {
            HeartbeatTable.remove(session);
        }
    }

    @Override
    public Pulse pulse(ServerAddress address, Duration patience) {
        return new PostgresPulse(new Connector(address), patience);
    }
}
