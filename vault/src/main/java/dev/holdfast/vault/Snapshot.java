package dev.holdfast.vault;

import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.Reader.Remembered;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// One snapshot in one storage, for reading. Safe for many threads.
public final class Snapshot {
    private final VaultObjects objects;
    private final ManifestDocument document;
    private final Sections sections;
    private final Supplier<List<StoredFile>> files = new Once<>(this::readFiles);
    private final Supplier<Map<String, StoredFile>> byPath = new Once<>(this::indexFiles);

    Snapshot(VaultObjects objects, ManifestDocument document) {
        this.objects = objects;
        this.document = document;
        this.sections = new Sections(objects, document.manifest().facts().pageBytes());
    }

    public Manifest manifest() {
        return document.manifest();
    }

    /// All files, sorted by path; `global/pg_control` too.
    public List<StoredFile> files() {
        return files.get();
    }

    public Optional<StoredFile> file(String path) {
        return Optional.ofNullable(byPath.get().get(path));
    }

    /// One for each thread.
    public Reader openReader() {
        return new Reader(objects, sections, Remembered.ofOneReader());
    }

    /// For many threads that read here and there.
    public ScatteredReading openScattered(ContentProof proof) {
        return new ScatteredReading(objects, sections, proof);
    }

    /// For many threads that read here and there in the log that this copy of the vault holds.
    public LogReading openLog() {
        return new LogReading(objects);
    }

    /// In order, without holes.
    public List<WalPart> wal() {
        return document.wal();
    }

    /// Hands the bytes of `part` to `sink`, in order.
    public void readWal(WalPart part, PhysicalSource.WalSink sink) throws InterruptedException {
        try (FrameCodec codec = objects.codec()) {
            VaultObjects.Whole whole = objects.whole(codec, ContainerKind.WAL, part.key());
            long written = 0;
            for (int i = 0; i < whole.index().frames(); i++) {
                int frame = i;
                byte[] bytes = objects.decoding(part.key(), () -> whole.decode(codec, frame));
                sink.write(part.from().plus(written), bytes, 0, bytes.length);
                written += bytes.length;
            }
            if (written != part.to().value() - part.from().value()) {
                throw objects.damaged(
                        part.key(), new DamagedData("it holds %d bytes".formatted(written)));
            }
        } catch (HoldfastException e) {
            throw Reader.during(e, "the WAL from " + part.from());
        }
    }

    /// Rung 0: every object is there with its size and, with `hashes`, its SHA-256. Damage is
    /// narrowed to the pages that it takes with it.
    public Verification verify(boolean hashes, Progress progress) throws InterruptedException {
        try (FrameCodec codec = objects.codec()) {
            return verify(new ObjectCheck(objects, codec), hashes, progress);
        }
    }

    Verification verify(ObjectCheck check, boolean hashes, Progress progress)
            throws InterruptedException {
        return new Verifier(this, check, hashes, progress).run();
    }

    VaultObjects objects() {
        return objects;
    }

    Sections sections() {
        return sections;
    }

    List<ManifestDocument.ListRef> lists() {
        return document.lists();
    }

    /// The files of one directory, compared with the list's name.
    List<StoredFile> readList(FrameCodec codec, ManifestDocument.ListRef ref) {
        try {
            byte[] content = ListObject.content(objects, codec, ref.key(), ref.name());
            return objects.decoding(ref.key(), () -> ListCodec.decode(ref.directory(), content));
        } catch (HoldfastException e) {
            throw Reader.during(e, "the files of " + ref.where());
        }
    }

    private List<StoredFile> readFiles() {
        List<StoredFile> all = new ArrayList<>();
        try (FrameCodec codec = objects.codec()) {
            lists().forEach(ref -> all.addAll(readList(codec, ref)));
        }
        all.sort(Comparator.comparing(StoredFile::path));
        return List.copyOf(all);
    }

    private Map<String, StoredFile> indexFiles() {
        return files().stream().collect(Collectors.toUnmodifiableMap(StoredFile::path, f -> f));
    }

    /// Whether an exception says that an object is not what it should be, rather than that a
    /// storage cannot be reached.
    static boolean isDamage(HoldfastException e) {
        return e.is(ProblemCode.OBJECT_DAMAGED)
                || e.is(ProblemCode.OBJECT_MISSING)
                || e.is(ProblemCode.SNAPSHOT_DAMAGED);
    }
}
