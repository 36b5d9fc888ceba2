package dev.holdfast.core.engine;

import dev.holdfast.core.engine.TimelineHistory.Leg;
import java.util.List;

/// What may have changed since a former snapshot.
public sealed interface Changes {

    /// It is not known: everything is read.
    ///
    /// @param reason why, for people, such as `summarize_wal is off`
    /// @param remedy what would make it known next time; empty where nothing would
    record Unknown(String reason, String remedy) implements Changes {}

    /// It is known, file by file.
    ///
    /// @param how for people, such as `WAL summaries`
    record Known(String how, FileChanges files) implements Changes {}

    /// The server does not tell, but its log does: whoever has all of it can read it there.
    ///
    /// @param reason why the server does not tell
    /// @param remedy what would make it tell next time
    /// @param legs which log, oldest first: from the former snapshot's start to this one's
    /// @param isStreamed whether somebody stores it right now, so that it is worth waiting for
    record InLog(String reason, String remedy, List<Leg> legs, boolean isStreamed)
            implements Changes {
        public InLog {
            legs = List.copyOf(legs);
        }
    }

    interface FileChanges {
        /// What to read of `file`, which the former snapshot had with `formerSizeBytes`.
        FileChange of(SourceFile file, long formerSizeBytes);
    }

    sealed interface FileChange {
        /// Every byte must be read.
        record Whole() implements FileChange {}

        /// Only these pages; all others are as they were. Empty when nothing changed.
        ///
        /// @param runs sorted, not overlapping, in pages of this file
        record Pages(List<PageRun> runs) implements FileChange {
            public Pages {
                runs = List.copyOf(runs);
            }
        }
    }

    record PageRun(int first, int count) {}
}
