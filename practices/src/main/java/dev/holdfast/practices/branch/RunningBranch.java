package dev.holdfast.practices.branch;

import dev.holdfast.branchfs.overlay.Figures;
import dev.holdfast.core.engine.RunningServer;
import java.util.Optional;

/// A server at a moment, served by this process: isolated, writable, on this machine. Closing ends
/// it, and throws away its files.
///
/// Close the [BranchPoint] that it was opened at after it.
public final class RunningBranch implements AutoCloseable {
    private final ScratchSpace.Place place;
    private final BranchFiles files;
    private final RunningServer server;

    RunningBranch(ScratchSpace.Place place, BranchFiles files, RunningServer server) {
        this.place = place;
        this.files = files;
        this.server = server;
    }

    public String name() {
        return place.name();
    }

    public BranchKind kind() {
        return files.kind();
    }

    /// Its connection strings, its password, and where recovery ended. The directory of an instant
    /// branch is not for virtual threads of this process.
    public RunningServer server() {
        return server;
    }

    /// How much disk it takes.
    public long usedBytes() {
        return files.usedBytes();
    }

    /// What was fetched and kept of an instant one.
    public Optional<Figures> figures() {
        return files.figures();
    }

    /// Why nothing that it answers can be believed any more; empty as long as all is well. To be
    /// polled: the server itself may not notice.
    public Optional<String> trouble() {
        Optional<String> broken = files.trouble();
        return broken.isPresent() || server.isRunning()
                ? broken
                : Optional.of("its server ended by itself");
    }

    /// Ends the server and gives the disk back; the name stays taken until [#close].
    void stop() {
        try (files) {
            server.close();
        }
    }

    @Override
    public void close() {
        try (place) {
            stop();
        }
    }
}
