package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.vault.pipeline.Extents;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Works out what damaged objects take with them: pages of files, whole files, stretches of WAL.
final class Affected {
    private final Snapshot snapshot;
    private final FrameCodec codec;
    private final List<StoredFile> files;
    private final Map<String, Lines> lines = new HashMap<>();

    Affected(Snapshot snapshot, FrameCodec codec, List<StoredFile> files) {
        this.snapshot = snapshot;
        this.codec = codec;
        this.files = files;
    }

    /// By the key of the damaged object.
    Map<String, List<String>> by(Map<String, BadFrames> bad) {
        if (!bad.isEmpty()) {
            files.forEach(file -> follow(file, bad));
            snapshot.wal().stream()
                    .filter(part -> bad.containsKey(part.key()))
                    .forEach(
                            part -> add(part.key(), "WAL %s–%s".formatted(part.from(), part.to())));
        }
        Map<String, List<String>> result = new HashMap<>();
        lines.forEach((key, found) -> result.put(key, found.toList()));
        return result;
    }

    private void follow(StoredFile file, Map<String, BadFrames> bad) {
        boolean lost = false;
        for (SectionRef ref : file.chain()) {
            String key = ObjectKeys.map(ref.map().name());
            BadFrames frames = bad.get(key);
            if (frames != null && frames.has(ref.frame())) {
                add(key, file.path());
                lost = true;
            }
        }
        if (!lost) {
            followContent(file, bad);
        }
    }

    private void followContent(StoredFile file, Map<String, BadFrames> bad) {
        Extents extents;
        try {
            extents = snapshot.sections().resolve(codec, file);
        } catch (HoldfastException e) {
            if (Snapshot.isDamage(e)) {
                return; // its map is reported already
            }
            throw e;
        }
        for (int i = 0; i < extents.count(); i++) {
            if (!extents.isZeros(i)) {
                String key = ObjectKeys.pack(extents.pack(i).name());
                BadFrames frames = bad.get(key);
                if (frames != null && frames.has(extents.frame(i))) {
                    long from = extents.offset(i);
                    add(key, Stretch.of(snapshot.sections(), file, from, extents.end(i)));
                }
            }
        }
    }

    private void add(String key, String line) {
        lines.computeIfAbsent(key, _ -> new Lines()).add(line);
    }

    private static final class Lines {
        private final List<String> first = new ArrayList<>();
        private int more;

        void add(String line) {
            if (first.size() < Verification.Damage.MOST_AFFECTED) {
                first.add(line);
            } else {
                more++;
            }
        }

        List<String> toList() {
            List<String> all = new ArrayList<>(first);
            if (more > 0) {
                all.add("and %d more".formatted(more));
            }
            return all;
        }
    }
}
