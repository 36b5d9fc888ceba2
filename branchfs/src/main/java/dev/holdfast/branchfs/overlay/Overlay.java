package dev.holdfast.branchfs.overlay;

import dev.holdfast.branchfs.tree.LazyTree;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// A tree with what was changed in it. What was read and changed lies in one file without a name,
/// which is gone after [#close], and with this process.
public final class Overlay implements AutoCloseable {
    private final FileStore disk;
    private final Slots slots;
    private final Store store;
    private final Health health;
    private final Namespace namespace;

    /// How an overlay is made.
    ///
    /// @param directory where its file lies; of mode 0700, as it holds the data in plain
    /// @param owner whom the tree's files belong to
    /// @param deadline for one read of the tree below
    public record Settings(
            Path directory,
            Owner owner,
            OverlayLimits limits,
            Duration deadline,
            InstantSource clock) {}

    private Overlay(FileStore disk, Slots slots, Store store, Health health, Namespace namespace) {
        this.disk = disk;
        this.slots = slots;
        this.store = store;
        this.health = health;
        this.namespace = namespace;
    }

    public static Overlay over(LazyTree tree, Settings settings) throws IOException {
        Health health = new Health();
        Slots slots = Slots.create(settings.directory(), settings.limits(), health);
        Counters figures = new Counters();
        Store store =
                new Store(
                        new Chunks(slots, figures),
                        new Fetches(),
                        new ReadAhead(),
                        new Deadline(settings.deadline()),
                        figures);
        Namespace namespace =
                new Namespace(
                        settings.owner(),
                        () -> new FileContent(store, Below.nothing(health)),
                        settings.clock());
        Overlay overlay =
                new Overlay(
                        Files.getFileStore(settings.directory()), slots, store, health, namespace);
        try {
            new Planting(
                            namespace,
                            settings.owner(),
                            below -> new FileContent(store, below),
                            health)
                    .plant(tree);
            return overlay;
        } catch (RuntimeException e) {
            overlay.close();
            throw e;
        }
    }

    public Health health() {
        return health;
    }

    public Namespace namespace() {
        return namespace;
    }

    public Figures figures() {
        Slots.Room room = slots.room();
        return new Figures(
                store.figures().fetchedChunks(),
                store.figures().unkeptChunks(),
                room.evictions(),
                (long) room.lasting() * Chunk.BYTES,
                (long) room.clean() * Chunk.BYTES);
    }

    /// What df(1) shows.
    public record Space(long totalBytes, long freeBytes) {}

    /// What can still be written: by the quota, and by the disk.
    public Space space() throws IOException {
        Slots.Room room = slots.room();
        long cached = (long) room.clean() * Chunk.BYTES;
        long byQuota = (long) room.left() * Chunk.BYTES;
        long free = Math.min(byQuota, disk.getUsableSpace() + cached);
        return new Space((long) room.lasting() * Chunk.BYTES + free, free);
    }

    /// Nobody uses the overlay any more.
    @Override
    public void close() {
        store.ahead().close();
        store.deadline().close();
        slots.close();
    }
}
