package dev.holdfast.core.engine;

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
