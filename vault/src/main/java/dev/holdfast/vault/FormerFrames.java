package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.vault.pipeline.ContainerIndex;
import dev.holdfast.vault.pipeline.Extents;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.StoredObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Finds frames again: what the former snapshot has at the same place of the same file, by name.
/// Streaming: only the places of files that are being written are held. Safe for many threads.
final class FormerFrames {
    private final Snapshot former;
    private final Lost lost;
    private final Map<String, Extents> places = new ConcurrentHashMap<>();
    private volatile boolean searching = true;

    record Found(StoredObject pack, int frame) {}

    FormerFrames(Snapshot former, Lost lost) {
        this.former = former;
        this.lost = lost;
    }

    Lost lost() {
        return lost;
    }

    /// The frame that holds exactly this content, when the former snapshot has it here.
    ///
    /// @param stretch of the file that begins the frame
    /// @param frameLength of the whole frame
    Optional<Found> find(
            FrameCodec codec, StoredFile file, Stretched stretch, int frameLength, Name name) {
        if (!searching) {
            return Optional.empty();
        }
        try {
            Extents extents = resolve(codec, file);
            int i = extents.indexOf(stretch.offset());
            if (!isCandidate(extents, i, stretch)) {
                return Optional.empty();
            }
            StoredObject pack = extents.pack(i);
            if (lost.hasPack(pack)) {
                return Optional.empty();
            }
            StoredPack stored = former.sections().pack(codec, pack);
            int frame = extents.frame(i);
            if (!stored.holds(frame)) {
                return Optional.empty();
            }
            ContainerIndex index = stored.holding(frame).index();
            return index.plainLength(frame) == frameLength && index.name(frame).equals(name)
                    ? Optional.of(new Found(pack, frame))
                    : Optional.empty();
        } catch (HoldfastException e) {
            return withoutFormer(e);
        }
    }

    record Stretched(long offset, int length) {}

    Extents resolve(FrameCodec codec, StoredFile file) {
        Extents known = places.get(file.path());
        if (known == null) {
            known = former.sections().resolve(codec, file);
            places.put(file.path(), known);
        }
        return known;
    }

    void forget(String path) {
        places.remove(path);
    }

    private static boolean isCandidate(Extents extents, int i, Stretched stretch) {
        return i < extents.count()
                && extents.offset(i) == stretch.offset()
                && extents.length(i) == stretch.length()
                && extents.position(i) == 0
                && !extents.isZeros(i);
    }

    /// Storing content anew is always right. Damage is not referred to again, which heals it; a
    /// storage that cannot be read is not asked a second time.
    private Optional<Found> withoutFormer(HoldfastException e) {
        if (!Snapshot.isDamage(e)) {
            searching = false;
        }
        return Optional.empty();
    }
}
