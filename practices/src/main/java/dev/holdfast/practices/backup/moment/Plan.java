package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.StreamPart;
import dev.holdfast.vault.StreamedWal;
import java.time.Instant;
import java.util.List;

/// How to bring a moment back from one storage.
///
/// @param wal what is added to the snapshot's own log
/// @param timeline the one that recovery follows
/// @param until the newest time that is known in what is replayed; when the snapshot was finished,
///   where nothing is
public record Plan(
        StreamedWal log,
        Manifest snapshot,
        List<StreamPart> wal,
        int timeline,
        Stop stop,
        Instant until) {
    public Plan {
        wal = List.copyOf(wal);
    }

    /// Where recovery ends.
    public sealed interface Stop {
        /// Whether recovery stops before the end of what it is given.
        default boolean isTargeted() {
            return false;
        }

        /// The snapshot alone, as it was taken.
        record AsTaken() implements Stop {}

        /// All of the log that is there.
        record AtTheEnd() implements Stop {}

        /// Before the first record that begins at `lsn` or later.
        record Before(Lsn lsn) implements Stop {
            @Override
            public boolean isTargeted() {
                return true;
            }
        }

        /// After the record that begins at `lsn`.
        record After(Lsn lsn) implements Stop {
            @Override
            public boolean isTargeted() {
                return true;
            }
        }
    }

    public static Plan asTaken(StreamedWal log, Manifest snapshot) {
        return new Plan(
                log,
                snapshot,
                List.of(),
                snapshot.start().timeline(),
                new Stop.AsTaken(),
                snapshot.finished());
    }

    static Plan of(Past past, Reach reach, Lsn neededTo, Stop stop) {
        List<StreamPart> wal =
                reach.chain().stream()
                        .map(Reach.Link::part)
                        .filter(part -> part.from().isBefore(neededTo))
                        .toList();
        return new Plan(
                past.log(), reach.snapshot(), wal, reach.history().timeline(), stop, reach.until());
    }

    public long walBytes() {
        return wal.stream().mapToLong(StreamPart::lengthBytes).sum();
    }
}
