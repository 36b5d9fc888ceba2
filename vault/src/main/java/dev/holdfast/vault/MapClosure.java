package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.vault.Verification.Damage;
import dev.holdfast.vault.pipeline.Extents;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether the page maps of a snapshot lead from every byte of every file to a frame that holds it.
final class MapClosure {
    private final Snapshot snapshot;
    private final FrameCodec codec;
    private final Map<String, Set<String>> open = new LinkedHashMap<>();

    MapClosure(Snapshot snapshot, FrameCodec codec) {
        this.snapshot = snapshot;
        this.codec = codec;
    }

    /// What is not closed, by the map at fault.
    List<Damage> damages(List<StoredFile> files) throws InterruptedException {
        for (StoredFile file : files) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            check(file);
        }
        return open.entrySet().stream()
                .map(entry ->
                        new Damage(
                                entry.getKey(),
                                "it leads to no frame that holds what it says",
                                List.copyOf(entry.getValue())))
                .toList();
    }

    private void check(StoredFile file) {
        Extents extents;
        try {
            extents = snapshot.sections().resolve(codec, file);
            for (int i = 0; i < extents.count(); i++) {
                if (!extents.isZeros(i) && !holds(extents, i)) {
                    long from = extents.offset(i);
                    find(file, Stretch.of(snapshot.sections(), file, from, extents.end(i)));
                }
            }
        } catch (HoldfastException e) {
            if (!Snapshot.isDamage(e)) {
                throw e;
            }
            find(file, file.path());
        }
    }

    private boolean holds(Extents extents, int i) {
        StoredPack pack = snapshot.sections().pack(codec, extents.pack(i));
        int frame = extents.frame(i);
        return pack.holds(frame)
                && extents.position(i) + extents.length(i)
                        <= pack.holding(frame).index().plainLength(frame);
    }

    private void find(StoredFile file, String what) {
        String key =
                file.chain().isEmpty()
                        ? "the list that names " + file.path()
                        : ObjectKeys.map(file.chain().getFirst().map().name());
        Set<String> lines = open.computeIfAbsent(key, _ -> new LinkedHashSet<>());
        if (lines.size() < Damage.MOST_AFFECTED) {
            lines.add(what);
        }
    }
}
