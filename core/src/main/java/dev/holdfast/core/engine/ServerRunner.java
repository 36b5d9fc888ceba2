package dev.holdfast.core.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Starts servers on this machine: scratch servers for proofs and branches.
public interface ServerRunner {

    /// Starts a server on `directory` with [Isolation] and waits until it accepts connections,
    /// which is after recovery reached consistency and the end of the WAL that it has.
    ///
    /// `BINARIES_MISSING` when no binaries of that major version can be had; `SCRATCH_FAILED`, with
    /// the server's own last words, when it does not come up.
    RunningServer start(Path directory, StartSettings settings) throws InterruptedException;

    /// Recovers `directory`, whose recovery is told where to end, only as far as the record that
    /// begins at `stop`, and ends there without opening; [#start] goes on behind it.
    ///
    /// As [#start]; `SCRATCH_FAILED` also when recovery does not get there.
    void rehearse(Path directory, StartSettings settings, Lsn stop) throws InterruptedException;

    /// The user that servers run as: whom the files of their directories must belong to.
    Account account();

    /// Stops every server whose data directory lies right in `place` and that was started by a
    /// process which has died. The data directory itself is not looked at: it may be a mount whose
    /// process is gone.
    ///
    /// @return their data directories
    List<Path> stopAbandoned(Path place);

    record Account(int uid, int gid) {}

    /// What the server is for.
    enum Purpose {
        /// Audited by Holdfast alone: nothing in it moves by itself.
        PROOF,
        /// Used by people and programs: nothing in it can reach production.
        BRANCH
    }

    /// @param majorVersion of the binaries
    /// @param binaries a directory to prefer; empty path for the usual places
    /// @param tablespaces oid to directory, for tablespaces of the restored directory
    record StartSettings(
            int majorVersion, Path binaries, Map<Long, Path> tablespaces, Purpose purpose) {
        public StartSettings {
            tablespaces = Map.copyOf(tablespaces);
        }
    }
}
