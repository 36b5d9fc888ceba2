package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.pipeline.ContainerIndex;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.Extents;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.StoredObject;
import java.io.IOException;
import java.util.Optional;

/// Reads files of one [Snapshot]. One thread at a time; read files in the snapshot's order, since
/// neighbours share frames. `OBJECT_DAMAGED` or `OBJECT_MISSING` name the storage, the object and
/// the file that was being read.
public final class Reader implements AutoCloseable {
    private final VaultObjects objects;
    private final Sections sections;
    private final FrameCodec codec;
    private final Remembered remembered;
    private final FrameFetcher frames;

    /// What was found out before; readers may share it.
    record Remembered(
            Cache<StoredFile, Extents> extents,
            Cache<FrameFetcher.Place, FrameFetcher.Frame> frames) {
        private static final int FRAMES = 64;

        static Remembered ofOneReader() {
            return of(1, FRAMES);
        }

        static Remembered of(int files, int frames) {
            return new Remembered(new Cache<>(files), new Cache<>(frames));
        }
    }

    Reader(VaultObjects objects, Sections sections, Remembered remembered) {
        this.objects = objects;
        this.sections = sections;
        this.codec = objects.codec();
        this.remembered = remembered;
        this.frames = new FrameFetcher(objects, codec, remembered.frames());
    }

    /// The whole file, in order of offset.
    public void read(StoredFile file, ContentSink sink) throws IOException {
        read(file, 0, file.sizeBytes(), sink);
    }

    /// `length` bytes from `offset` on, cut at the end of the file.
    public void read(StoredFile file, long offset, long length, ContentSink sink)
            throws IOException {
        Extents extents = resolve(file);
        long end = Math.min(file.sizeBytes(), offset + length);
        for (int i = extents.indexOf(offset); i < extents.count() && extents.offset(i) < end; i++) {
            long from = Math.max(offset, extents.offset(i));
            long to = Math.min(end, extents.end(i));
            if (extents.isZeros(i)) {
                sink.zeros(from, to - from);
            } else {
                deliver(file, extents, i, new Span(from, to), sink);
            }
        }
    }

    private record Span(long from, long to) {
        int length() {
            return Math.toIntExact(to - from);
        }
    }

    private void deliver(StoredFile file, Extents extents, int i, Span span, ContentSink sink)
            throws IOException {
        StoredObject pack = extents.pack(i);
        int frame = extents.frame(i);
        int position = extents.position(i) + (int) (span.from() - extents.offset(i));
        FrameFetcher.Frame content;
        try {
            StoredPack.Part part = part(pack, frame, position + span.length());
            ContainerIndex index = part.index();
            if (position == 0
                    && span.length() == index.plainLength(frame)
                    && sink.has(span.from(), span.length(), publicName(index.name(frame)))) {
                return;
            }
            content = fetch(part, pack, frame, position + span.length());
            if (!sink.isProven(span.from(), content.plain(), position, span.length())) {
                frames.confirm(part, frame, content);
            }
        } catch (HoldfastException e) {
            throw Snapshot.isDamage(e) ? during(e, part(file, span)) : e;
        }
        sink.bytes(span.from(), content.plain(), position, span.length());
    }

    /// A pack may go while it is being read; then there is a remnant that has what is used of it.
    private FrameFetcher.Frame fetch(StoredPack.Part part, StoredObject pack, int frame, int end) {
        try {
            return frames.fetch(part, frame);
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.OBJECT_MISSING)) {
                throw e;
            }
            sections.forget(pack);
            return frames.fetch(part(pack, frame, end), frame);
        }
    }

    private StoredPack.Part part(StoredObject pack, int frame, int end) {
        StoredPack stored = sections.pack(codec, pack);
        return objects.decoding(
                ObjectKeys.pack(pack.name()),
                () -> {
                    StoredPack.Part part = stored.holding(frame);
                    if (end > part.index().plainLength(frame)) {
                        throw new DamagedData("frame %d is shorter than needed".formatted(frame));
                    }
                    return part;
                });
    }

    private Extents resolve(StoredFile file) {
        Optional<Extents> known = remembered.extents().find(file);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            Extents resolved = sections.resolve(codec, file);
            remembered.extents().put(file, resolved);
            return resolved;
        } catch (HoldfastException e) {
            throw Snapshot.isDamage(e) ? during(e, file.path()) : e;
        }
    }

    private String part(StoredFile file, Span span) {
        return Stretch.of(sections, file, span.from(), span.to());
    }

    private static FrameName publicName(Name name) {
        return new FrameName(name.high(), name.low());
    }

    /// The same failure, telling what was being read.
    static HoldfastException during(HoldfastException e, String what) {
        Problem problem = e.problem();
        String message = problem.message() + "; needed for " + what;
        return new HoldfastException(new Problem(problem.code(), message, problem.hint()), e);
    }

    @Override
    public void close() {
        codec.close();
    }
}
