package dev.holdfast.vault;

import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.vault.FileWork.End;
import dev.holdfast.vault.FileWork.Relation;
import dev.holdfast.vault.pipeline.ContainerBuilder;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.SealedObject;
import dev.holdfast.vault.pipeline.Secrets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Writes one snapshot into every copy of a vault: one read feeds all storages.
///
/// Use: [#begin]; a [#lane] for each worker; for each file of the server exactly one of
/// [#finished], [#partly], [#unchanged] and [#gone], after all of its content was appended (by any
/// lane, from any thread); [#wal] on its own thread; when all workers are done, [#commit]. Closing
/// without a commit leaves nothing that is listed.
///
/// A storage that fails does not fail the others: nothing more is sent to it, and [Committed] says
/// why. When all have failed, the first failure is thrown by whatever is called next.
///
/// Not counting the lanes' own work, all methods are safe for many threads.
public final class SnapshotWriter implements AutoCloseable {
    private final Secrets secrets;
    private final WriterSettings settings;
    private final Optional<Snapshot> former;
    private final Optional<FormerFrames> formerFrames;
    private final Uploads uploads;
    private final PackBuffers buffers = new PackBuffers();
    private final MapWriter maps;
    private final Conclusion conclusion;
    private final Map<String, FileWork> works = new ConcurrentHashMap<>();
    private final Map<String, StoredFile> stored = new ConcurrentHashMap<>();
    private final Queue<Lane> lanes = new ConcurrentLinkedQueue<>();
    private final FrameCodec codec;
    private final Lease lease;
    private @Nullable WalWriter wal;

    private SnapshotWriter(List<Vault> copies, Optional<Snapshot> former, WriterSettings settings) {
        this.secrets = copies.getFirst().objects().secrets();
        this.settings = settings;
        this.former = former;
        this.codec = newCodec();
        Optional<Collection<Needed>> needed = former.map(there -> Lost.needed(there, codec));
        this.uploads = new Uploads(copies);
        this.formerFrames = former.map(there -> formerFrames(there, needed.orElseThrow()));
        this.maps = new MapWriter(secrets, settings, uploads);
        this.conclusion = new Conclusion(maps, formerFrames, settings.pageBytes());
        Optional<String> reliedOn = former.map(there -> there.manifest().id());
        this.lease = Lease.begin(copies, reliedOn, settings.random());
    }

    private FormerFrames formerFrames(Snapshot there, Collection<Needed> needed) {
        return new FormerFrames(there, Lost.in(uploads.copies(), there, needed, codec));
    }

    /// @param copies of one vault, at least one
    /// @param former what unchanged content is taken from; it must be in every one of `copies`
    public static SnapshotWriter begin(
            List<Vault> copies, Optional<Snapshot> former, WriterSettings settings) {
        if (copies.stream().map(Vault::id).distinct().count() != 1) {
            throw new IllegalArgumentException("not the copies of one vault: " + copies.size());
        }
        return new SnapshotWriter(List.copyOf(copies), former, settings);
    }

    /// A new one for each worker thread.
    public Lane lane() {
        buffers.allowOneMore();
        Lane lane = new Lane(this, newCodec(), settings.pageBytes());
        lanes.add(lane);
        return lane;
    }

    /// The file was appended as a whole.
    ///
    /// @param finalSizeBytes what was really there; it may have shrunk since it was listed
    public void finished(SourceFile file, long finalSizeBytes) {
        end(file, new End(Relation.WHOLE, finalSizeBytes));
    }

    /// Only what differs from the former snapshot was appended, and everything beyond its former
    /// size.
    public void partly(SourceFile file, long finalSizeBytes) {
        end(file, new End(Relation.PARTLY, finalSizeBytes));
    }

    /// The file is as it was in the former snapshot; nothing was appended.
    public void unchanged(SourceFile file) {
        StoredFile there =
                formerOf(file)
                        .filter(found -> found.file().equals(file))
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        file + " is not the same in the former snapshot"));
        if (works.containsKey(file.path()) || stored.put(file.path(), there) != null) {
            throw new IllegalStateException(file.path() + " was appended or ended before");
        }
    }

    /// The file was dropped meanwhile; what was appended of it is forgotten.
    public void gone(SourceFile file) {
        work(file).end(new End(Relation.GONE, 0));
        forget(file);
    }

    /// Takes the WAL of the snapshot, in order and without holes.
    public synchronized PhysicalSource.WalSink wal(int timeline) {
        if (wal != null) {
            throw new IllegalStateException("the WAL of a snapshot is one stream");
        }
        buffers.allowOneMore();
        wal = new WalWriter(this, settings, timeline, newCodec());
        return wal;
    }

    /// Writes what remains, and last the manifest, to each storage that has everything.
    public Committed commit(Manifest.Draft draft) throws InterruptedException {
        for (Lane lane : lanes) {
            lane.finish();
        }
        List<WalPart> parts = finishWal();
        requireAllEnded();
        maps.finish();
        uploads.awaitIdle();
        Optional<Lost> lost = formerFrames.map(FormerFrames::lost);
        return new Commit(former, lost, uploads, maps.tables(), settings, secrets)
                .run(draft, List.copyOf(stored.values()), parts, codec);
    }

    /// Whether any storage still takes what is written.
    public boolean hasStorageLeft() {
        return uploads.copies().stream().anyMatch(copy -> copy.failure().isEmpty());
    }

    @Override
    public void close() {
        lease.close();
        uploads.close();
        lanes.forEach(Lane::close);
        maps.close();
        closeWal();
        codec.close();
    }

    /// For tests: everything that was handed in so far is stored.
    void awaitUploads() throws InterruptedException {
        uploads.awaitIdle();
    }

    /// For tests, where time passes faster.
    Lease lease() {
        return lease;
    }

    // ---- for lanes and the WAL

    /// The state of a file that is being appended.
    FileWork work(SourceFile file) {
        if (stored.containsKey(file.path())) {
            throw new IllegalStateException(file.path() + " was ended before");
        }
        return works.computeIfAbsent(file.path(), _ -> new FileWork(file, formerOf(file)));
    }

    Optional<FormerFrames.Found> find(
            FrameCodec lane, FileWork work, long offset, int length, int frameLength, Name name) {
        if (formerFrames.isEmpty() || work.former().isEmpty()) {
            return Optional.empty();
        }
        FormerFrames.Stretched stretch = new FormerFrames.Stretched(offset, length);
        return formerFrames.get().find(lane, work.former().get(), stretch, frameLength, name);
    }

    /// The file has all its bytes placed: keep its entry and forget the rest.
    void conclude(FrameCodec lane, FileWork work) {
        End end = work.end().orElseThrow();
        StoredFile entry =
                end.relation() == Relation.WHOLE
                        ? conclusion.whole(lane, work, end.finalSizeBytes())
                        : conclusion.partly(lane, work, end.finalSizeBytes());
        stored.put(work.file().path(), entry);
        works.remove(work.file().path());
        forget(work.file());
    }

    ContainerBuilder container(ContainerKind kind, String key) throws InterruptedException {
        return new ContainerBuilder(kind, key, secrets, settings.random(), buffers.take());
    }

    void send(SealedObject object) {
        uploads.send(object, () -> buffers.giveBack(object.buffer()));
    }

    void requireOneAlive() {
        uploads.requireOneAlive();
    }

    Name randomName() {
        return Name.random(settings.random());
    }

    private void end(SourceFile file, End end) {
        FileWork work = work(file);
        if (work.end(end)) {
            try (FrameCodec own = newCodec()) {
                conclude(own, work);
            }
        }
    }

    private Optional<StoredFile> formerOf(SourceFile file) {
        return former.flatMap(snapshot -> snapshot.file(file.path()));
    }

    private void forget(SourceFile file) {
        formerFrames.ifPresent(frames -> frames.forget(file.path()));
    }

    private synchronized List<WalPart> finishWal() throws InterruptedException {
        return wal == null ? List.of() : wal.finish();
    }

    private synchronized void closeWal() {
        if (wal != null) {
            wal.close();
        }
    }

    private void requireAllEnded() {
        works.values().stream()
                .filter(work -> !work.isGone())
                .findFirst()
                .ifPresent(work -> {
                    throw new IllegalStateException(
                            work.file().path() + " was begun and never ended");
                });
    }

    private FrameCodec newCodec() {
        return new FrameCodec(secrets, settings.zstdLevel());
    }
}
