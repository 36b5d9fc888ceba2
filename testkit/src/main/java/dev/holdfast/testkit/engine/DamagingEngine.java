package dev.holdfast.testkit.engine;

import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.LogChanges;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.ServerHealth;
import dev.holdfast.core.engine.ServerRunner;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.engine.WalAudit;
import dev.holdfast.core.engine.WalForm;
import dev.holdfast.core.engine.WalReading;
import dev.holdfast.core.engine.WalSource;
import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.core.problem.Finding;
import java.util.List;

/// Another engine whose snapshots come out wrong: pages are changed on the way, after they were
/// checked, so that the backup holds the damage and nothing on the way can have noticed.
public final class DamagingEngine implements Engine {
    private final Engine engine;
    private final List<PageDamage> damages;

    public DamagingEngine(Engine engine, List<PageDamage> damages) {
        this.engine = engine;
        this.damages = List.copyOf(damages);
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Server connect(ServerAddress address) {
        return new Damaging(engine.connect(address));
    }

    @Override
    public DataDirectories dataDirectories() {
        return engine.dataDirectories();
    }

    @Override
    public ServerRunner runner() {
        return engine.runner();
    }

    @Override
    public ServerHealth health() {
        return engine.health();
    }

    @Override
    public WalAudit walAudit(WalAudit.Extent extent) {
        return engine.walAudit(extent);
    }

    @Override
    public WalReading readWal(WalForm form, int timeline, Lsn from, WalVisitor visitor) {
        return engine.readWal(form, timeline, from, visitor);
    }

    @Override
    public LogChanges logChanges(ServerFacts facts) {
        return engine.logChanges(facts);
    }

    private final class Damaging implements Server {
        private final Server server;

        Damaging(Server server) {
            this.server = server;
        }

        @Override
        public ServerFacts facts() {
            return server.facts();
        }

        @Override
        public List<Finding> checkSnapshots() {
            return server.checkSnapshots();
        }

        @Override
        public List<String> snapshotGrants(String role) {
            return server.snapshotGrants(role);
        }

        @Override
        public List<String> proofGrants(String role) {
            return server.proofGrants(role);
        }

        @Override
        public List<String> footprint() {
            return server.footprint();
        }

        @Override
        public PhysicalSource beginSnapshot(SnapshotSettings settings) throws InterruptedException {
            return new DamagingSource(server.beginSnapshot(settings), damages);
        }

        @Override
        public WalSource openWal(String holder) {
            return server.openWal(holder);
        }

        @Override
        public List<WalSource.Slot> slots() {
            return server.slots();
        }

        @Override
        public void dropSlot(String name) {
            server.dropSlot(name);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
