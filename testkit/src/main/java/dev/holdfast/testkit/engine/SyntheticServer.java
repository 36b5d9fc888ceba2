package dev.holdfast.testkit.engine;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.WalSource;
import dev.holdfast.core.problem.Finding;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A server whose files are in memory. Each write moves its log on; a snapshot sees the files as
/// they are when they are read, like the real thing.
public final class SyntheticServer implements Server {
    public static final int PAGE_BYTES = 8192;
    static final long WAL_SEGMENT_BYTES = 1 << 20;

    private final String systemIdentifier;
    private final NavigableMap<String, byte[]> files = new TreeMap<>();
    private final NavigableMap<Long, Map<String, byte[]>> states = new TreeMap<>();
    private long lsn = 3 * WAL_SEGMENT_BYTES;

    /// Whether it can tell what changed.
    public boolean knowsChanges = true;

    /// Called before each file is read: the place to let files change under the snapshot.
    public Runnable beforeRead = () -> {};

    public SyntheticServer(String systemIdentifier) {
        this.systemIdentifier = systemIdentifier;
        put("PG_VERSION", "18\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        put("base/1/PG_VERSION", "18\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    public synchronized void put(String path, byte[] content) {
        files.put(path, content.clone());
        lsn += content.length + 8;
    }

    public synchronized void remove(String path) {
        files.remove(path);
        lsn += 64;
    }

    /// What a restore must bring back.
    public synchronized Map<String, byte[]> files() {
        Map<String, byte[]> copy = new TreeMap<>();
        files.forEach((path, content) -> copy.put(path, content.clone()));
        return copy;
    }

    synchronized byte @Nullable [] content(String path) {
        return files.get(path);
    }

    /// Remembers the files as of now, so that later changes can be told.
    synchronized Lsn mark() {
        lsn += 128;
        states.put(lsn, files());
        return new Lsn(lsn);
    }

    synchronized @Nullable Map<String, byte[]> stateAt(Lsn lsn) {
        return states.get(lsn.value());
    }

    synchronized Lsn now() {
        lsn += 64;
        return new Lsn(lsn);
    }

    static SourceFile.Kind kind(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Character.isDigit(name.charAt(0)) ? SourceFile.Kind.PAGED : SourceFile.Kind.PLAIN;
    }

    @Override
    public ServerFacts facts() {
        return new ServerFacts(
                systemIdentifier,
                "18.6",
                18,
                "127.0.0.1:5432",
                false,
                false,
                PAGE_BYTES,
                1L << 30,
                WAL_SEGMENT_BYTES,
                "/data",
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of());
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
    public List<String> proofGrants(String role) {
        return List.of();
    }

    @Override
    public List<String> footprint() {
        return List.of();
    }

    @Override
    public PhysicalSource beginSnapshot(SnapshotSettings settings) {
        return new SyntheticSource(this, settings.label());
    }

    @Override
    public WalSource openWal(String holder) {
        throw new UnsupportedOperationException("its log is not streamed");
    }

    @Override
    public List<WalSource.Slot> slots() {
        return List.of();
    }

    @Override
    public void dropSlot(String name) {}

    @Override
    public void close() {}
}
