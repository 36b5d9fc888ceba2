package dev.holdfast.core.engine;

import java.util.List;
import java.util.Objects;

/// The files of one server between the start and the stop of one snapshot.
///
/// Order of use: [#start] and [#files]; [#changesSince] where a former snapshot is known; then
/// readers in parallel while [#receiveWal] runs on a thread of its own; [#stop]; and last, when
/// everything else was read, [#readControlFile]. Closing without [#stop] abandons the snapshot:
/// nothing stays behind on the server.
public interface PhysicalSource extends AutoCloseable {

    /// Where a snapshot starts.
    ///
    /// @param timeline the timeline on which it starts
    /// @param fromStandby whether the server was in recovery
    /// @param reading how files are read, for people: `over SQL`, or `from the data directory`
    /// @param origin differs between any two restores of a server; empty where it never was
    ///   restored. A server that was set back goes on at an LSN, and often on a timeline, that it
    ///   had before
    record Start(Lsn lsn, int timeline, boolean fromStandby, String reading, String origin) {
        public Start {
            origin = Objects.requireNonNullElse(origin, ""); // manifests of version 0.1 have none
        }
    }

    /// What the server hands over at the end.
    ///
    /// @param label the contents of `backup_label`
    /// @param tablespaceMap the contents of `tablespace_map`; empty when there are no tablespaces
    /// @param timelineHistory the history file of the timeline; empty on timeline 1
    record Stop(Lsn lsn, String label, String tablespaceMap, String timelineHistory) {}

    Start start();

    /// Everything a restored directory needs besides WAL and `global/pg_control`, as it stood after
    /// the start; the server's own exclusions are left out.
    SourceTree files();

    /// Which pages may differ from a former snapshot.
    Changes changesSince(Former former) throws InterruptedException;

    /// A reader with a connection of its own; one for each worker.
    FileReader openReader();

    /// Receives WAL from the segment that holds the start, contiguously, until everything up to the
    /// stop has arrived. Returns then; call it on a thread of its own before reading.
    void receiveWal(WalSink sink) throws InterruptedException;

    /// Ends the snapshot on the server. `SERVER_CHANGED` when it was promoted or restarted
    /// meanwhile.
    Stop stop() throws InterruptedException;

    /// `global/pg_control`, whole and valid. Its content is at or after the start.
    byte[] readControlFile();

    @Override
    void close();

    /// Takes WAL in order.
    interface WalSink {
        /// Bytes of the log from `lsn` on; the buffer is reused after the call.
        void write(Lsn lsn, byte[] buffer, int offset, int length) throws InterruptedException;
    }

    /// A snapshot that was taken before, as the engine needs it to find changes.
    ///
    /// @param systemIdentifier of the server it was taken from
    /// @param timeline the timeline on which it started
    /// @param origin as in [Start]
    /// @param stop where it ended: its pages may be as new as that, so a server that has not got
    ///   there (a standby that lags, a promotion that lost some) cannot build on it
    record Former(
            String systemIdentifier,
            String origin,
            int timeline,
            Lsn start,
            Lsn stop,
            List<SourceFile> files) {}
}
