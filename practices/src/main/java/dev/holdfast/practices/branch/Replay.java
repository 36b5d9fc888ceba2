package dev.holdfast.practices.branch;

import dev.holdfast.vault.StreamPart;
import dev.holdfast.vault.StreamedWal;
import java.util.List;
import java.util.Map;

/// What is replayed on top of a snapshot's own log, and where that ends.
///
/// @param log of the copy that the snapshot is read from
/// @param parts in order, behind the snapshot's own log
/// @param timeline the one that recovery follows
/// @param histories history files of that and of all other timelines, by number
/// @param settings lines that say where recovery ends
public record Replay(
        StreamedWal log,
        List<StreamPart> parts,
        int timeline,
        Map<Integer, String> histories,
        List<String> settings) {
    public Replay {
        parts = List.copyOf(parts);
        histories = Map.copyOf(histories);
        settings = List.copyOf(settings);
    }

    long bytes() {
        return parts.stream().mapToLong(StreamPart::lengthBytes).sum();
    }
}
