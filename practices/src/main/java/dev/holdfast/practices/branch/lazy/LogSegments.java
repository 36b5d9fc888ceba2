package dev.holdfast.practices.branch.lazy;

import dev.holdfast.branchfs.tree.TreeEntry;
import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.vault.LogReading;
import dev.holdfast.vault.LogReading.Stretch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The segments that stored stretches of the log make up, as files of full size.
record LogSegments(DataDirectories directories, long segmentBytes, Instant modified) {
    private static final int PRIVATE_FILE = 0600;

    /// Relative to the data directory.
    Collection<TreeEntry> files(LogReading reading, List<Stretch> stretches) {
        Map<String, List<Stretch>> reaching = new HashMap<>();
        Map<String, Lsn> starts = new TreeMap<>();
        for (Stretch stretch : stretches) {
            Lsn start = stretch.from().segmentStart(segmentBytes);
            for (Lsn at = start; at.isBefore(stretch.to()); at = at.plus(segmentBytes)) {
                String name = nameOf(stretch.timeline(), at);
                starts.put(name, at);
                reaching.computeIfAbsent(name, _ -> new ArrayList<>()).add(stretch);
            }
        }
        List<TreeEntry> files = new ArrayList<>();
        starts.forEach((name, start) -> {
            List<Stretch> parts = Objects.requireNonNull(reaching.get(name));
            LogContent content = new LogContent(reading, start, parts);
            files.add(
                    new TreeEntry.RegularFile(name, PRIVATE_FILE, modified, segmentBytes, content));
        });
        return files;
    }

    private String nameOf(int timeline, Lsn start) {
        return directories.walFile(Path.of(""), timeline, start, segmentBytes).toString();
    }
}
