package dev.holdfast.vault;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.vault.pipeline.Extents;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns what was appended of a file into its entry: a chain of sections. Safe for many threads.
///
/// A file that was read whole gets one new section; when everything was found again where it was,
/// its former chain stays, so that the list of its directory stays the same. A file that was read
/// in part gets a new section in front of its former chain, which is merged into one when it grows
/// too long.
final class Conclusion {
    private static final int FRAGMENTED_FROM = 3;

    private final MapWriter maps;
    private final Optional<FormerFrames> frames;
    private final int pageBytes;

    Conclusion(MapWriter maps, Optional<FormerFrames> frames, int pageBytes) {
        this.maps = maps;
        this.frames = frames;
        this.pageBytes = pageBytes;
    }

    StoredFile whole(FrameCodec codec, FileWork work, long size) {
        Extents extents = work.appended().over(new Extents(), size);
        requireNoHole(work.file(), extents, size);
        SourceFile file = sized(work.file(), size);
        Optional<StoredFile> former = sameKind(work).filter(there -> there.sizeBytes() == size);
        if (former.isPresent()
                && !work.isStoredAnew()
                && isAsBefore(codec, former.get(), extents)) {
            return former.get();
        }
        return new StoredFile(file, isFragmented(extents), chain(extents, file));
    }

    StoredFile partly(FrameCodec codec, FileWork work, long size) {
        StoredFile former =
                sameKind(work)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        work.file().path()
                                                + " was read in part, and is not in the"
                                                + " former snapshot"));
        SourceFile file = sized(work.file(), size);
        Extents extents = work.appended().over(new Extents(), size);
        if (extents.count() == 0 && size == former.sizeBytes()) {
            return former;
        }
        Extents merged = extents.over(formerExtents(codec, former), size);
        requireNoHole(file, merged, size);
        return new StoredFile(file, isFragmented(merged), chain(former, extents, merged, file));
    }

    private List<SectionRef> chain(
            StoredFile former, Extents extents, Extents merged, SourceFile file) {
        if (extents.count() > 0 && former.chain().size() == StoredFile.LONGEST_CHAIN) {
            return chain(merged, file);
        }
        List<SectionRef> chain = new ArrayList<>(chain(extents, file));
        chain.addAll(former.chain());
        return chain;
    }

    private List<SectionRef> chain(Extents extents, SourceFile file) {
        int unit = file.kind() == SourceFile.Kind.PAGED ? pageBytes : 1;
        return extents.count() == 0 ? List.of() : List.of(maps.add(extents, unit));
    }

    private Optional<StoredFile> sameKind(FileWork work) {
        return work.former().filter(there -> there.file().kind() == work.file().kind());
    }

    private boolean isAsBefore(FrameCodec codec, StoredFile former, Extents extents) {
        if (frames.orElseThrow().lost().hasMapOf(former)) {
            return false;
        }
        try {
            return formerExtents(codec, former).sameAs(extents);
        } catch (HoldfastException e) {
            if (Snapshot.isDamage(e)) {
                return false; // a new section heals it
            }
            throw e;
        }
    }

    private Extents formerExtents(FrameCodec codec, StoredFile former) {
        return frames.orElseThrow().resolve(codec, former);
    }

    private static boolean isFragmented(Extents extents) {
        long ideal = Math.ceilDiv(extents.contentBytes(), (long) Lane.FRAME_BYTES);
        return extents.distinctFrames() > FRAGMENTED_FROM * Math.max(1, ideal);
    }

    private static SourceFile sized(SourceFile file, long size) {
        return file.sizeBytes() == size ? file : new SourceFile(file.path(), size, file.kind());
    }

    private static void requireNoHole(SourceFile file, Extents extents, long size) {
        long hole = extents.firstHole(0, size);
        if (hole < size) {
            throw new IllegalStateException(
                    "%s: nothing was appended at %d of %d".formatted(file.path(), hole, size));
        }
    }
}
