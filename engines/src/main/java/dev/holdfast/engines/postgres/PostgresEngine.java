package dev.holdfast.engines.postgres;

import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.LogChanges;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.ServerHealth;
import dev.holdfast.core.engine.ServerRunner;
import dev.holdfast.core.engine.WalAudit;
import dev.holdfast.core.engine.WalForm;
import dev.holdfast.core.engine.WalReading;
import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.engines.postgres.changes.LogSummary;
import dev.holdfast.engines.postgres.health.PostgresHealth;
import dev.holdfast.engines.postgres.wal.RecordAudit;
import dev.holdfast.engines.postgres.wal.SegmentReading;
import java.time.InstantSource;

/// PostgreSQL 14 to 18. Safe for many threads.
public final class PostgresEngine implements Engine {
    private final DataDirectories dataDirectories;
    private final ServerRunner runner;
    private final InstantSource clock;

    public PostgresEngine(
            DataDirectories dataDirectories, ServerRunner runner, InstantSource clock) {
        this.clock = clock;
        this.dataDirectories = dataDirectories;
        this.runner = runner;
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public Server connect(ServerAddress address) {
        return PostgresServer.connect(address, clock);
    }

    @Override
    public DataDirectories dataDirectories() {
        return dataDirectories;
    }

    @Override
    public ServerRunner runner() {
        return runner;
    }

    @Override
    public ServerHealth health() {
        return new PostgresHealth();
    }

    @Override
    public WalAudit walAudit(WalAudit.Extent extent) {
        return new RecordAudit(extent);
    }

    @Override
    public WalReading readWal(WalForm form, int timeline, Lsn from, WalVisitor visitor) {
        return new SegmentReading(form, timeline, from, visitor);
    }

    @Override
    public LogChanges logChanges(ServerFacts facts) {
        return new LogSummary(facts);
    }
}
