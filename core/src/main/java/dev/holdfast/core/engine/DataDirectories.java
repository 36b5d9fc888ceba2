package dev.holdfast.core.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the engine knows about data directories on this machine.
public interface DataDirectories {

    /// The file that [#beginRestore] leaves in a directory until [#finishRestore] is through.
    String RESTORE_MARK = "holdfast-restore.json";

    State inspect(Path directory);

    /// Makes `directory` unable to start (removes `global/pg_control`) and marks it as a restore in
    /// progress; creates the skeleton of directories that a snapshot leaves out.
    void beginRestore(Path directory, String snapshot);

    /// Writes what makes the directory start and recover, `pg_control` last, and removes the mark.
    void finishRestore(Path directory, Recovery recovery);

    /// Where the WAL segment that starts at `segmentStart` belongs below `directory`.
    Path walFile(Path directory, int timeline, Lsn segmentStart, long walSegmentBytes);

    /// What to type to start a server on a restored directory.
    String startCommand(Path directory, ServerFacts facts);

    /// Checks pages of restored files.
    PageCheck pageCheck(ServerFacts facts);

    sealed interface State {
        /// Not there, or without any entry.
        record Empty() implements State {}

        /// A stopped server's directory.
        record Stopped(String systemIdentifier, String version) implements State {}

        /// A server runs on it.
        record Running(long pid) implements State {}

        /// A restore that did not finish.
        ///
        /// @param snapshot the one being restored
        record HalfRestored(String snapshot) implements State {}

        /// Holds something else.
        record Foreign(String firstEntry) implements State {}
    }

    /// What turns restored files into a directory that starts and recovers. The WAL segments have
    /// been placed in `pg_wal` before.
    ///
    /// @param label contents of `backup_label`
    /// @param tablespaces oid to the directory that each tablespace has here; empty for none. The
    ///   engine writes its `tablespace_map` from it
    /// @param settings lines for the automatic configuration, such as `archive_mode=off`
    /// @param otherHistories of timelines that were used before, by number: a server that is
    ///   promoted takes one that nobody had
    record Recovery(
            byte[] controlFile,
            String label,
            Map<Long, Path> tablespaces,
            int timeline,
            String timelineHistory,
            List<ServerFacts.OutsideFile> outsideFiles,
            List<String> settings,
            Map<Integer, String> otherHistories) {
        public Recovery {
            otherHistories = Map.copyOf(otherHistories);
            tablespaces = Map.copyOf(tablespaces);
            outsideFiles = List.copyOf(outsideFiles);
            settings = List.copyOf(settings);
        }
    }

    interface PageCheck {
        enum Finding {
            /// Its own checksum says so.
            PROVEN,
            /// Valid as far as can be seen: it has no checksum, or is all zeros.
            PLAUSIBLE,
            INVALID
        }

        /// What can be said of the bytes as page `page` (from 0) of `file`.
        Finding check(String file, int page, byte[] buffer, int offset);
    }
}
