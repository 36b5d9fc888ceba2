package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.vault.StreamPart;
import dev.holdfast.vault.StreamedWal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Brings one storage to where another one is, object by object: what it missed is not asked of the
/// server again.
record CatchUp(StreamedWal behind, StreamedWal ahead, TimelineHistory history, long segmentBytes) {

    /// @param otherwise where to begin when it holds nothing yet
    /// @return where what it holds ends now
    Lsn run(Lsn otherwise) throws InterruptedException {
        Lsn floor = Parts.end(history, behind.parts()).orElse(otherwise);
        List<StreamPart> own = after(floor, behind);
        List<StreamPart> there = after(floor, ahead);
        Set<String> keys = new HashSet<>();
        own.forEach(part -> keys.add(part.key()));
        for (StreamPart part : there) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!keys.contains(part.key())
                    && !Parts.isCovered(part, there)
                    && !Parts.isCovered(part, own)) {
                behind.copyFrom(ahead, part);
            }
        }
        return Parts.end(history, there).orElse(floor);
    }

    /// A timeline begins at the start of a segment, before the point where the one before it was
    /// left.
    private List<StreamPart> after(Lsn floor, StreamedWal copy) {
        Lsn segment = floor.segmentStart(segmentBytes);
        return copy.parts().stream().filter(part -> segment.isBefore(part.to())).toList();
    }
}
