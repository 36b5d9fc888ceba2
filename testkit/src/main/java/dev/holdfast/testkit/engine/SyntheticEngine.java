package dev.holdfast.testkit.engine;

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

/// An engine that knows one [SyntheticServer]. It starts no servers.
public final class SyntheticEngine implements Engine {
    private volatile SyntheticServer server;

    public SyntheticEngine(SyntheticServer server) {
        this.server = server;
    }

    /// From now on the address leads to another server.
    public void replace(SyntheticServer other) {
        server = other;
    }

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public Server connect(ServerAddress address) {
        return server;
    }

    @Override
    public DataDirectories dataDirectories() {
        return new PlainDirectories();
    }

    @Override
    public ServerRunner runner() {
        throw new UnsupportedOperationException("it starts no servers");
    }

    @Override
    public ServerHealth health() {
        throw new UnsupportedOperationException("nobody watches it");
    }

    @Override
    public WalAudit walAudit(WalAudit.Extent extent) {
        throw new UnsupportedOperationException("its log has no records");
    }

    @Override
    public LogChanges logChanges(ServerFacts facts) {
        throw new UnsupportedOperationException("its log has no records");
    }

    @Override
    public WalReading readWal(WalForm form, int timeline, Lsn from, WalVisitor visitor) {
        throw new UnsupportedOperationException("its log has no records");
    }
}
