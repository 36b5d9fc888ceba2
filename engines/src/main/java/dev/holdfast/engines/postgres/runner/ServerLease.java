package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Says which process answers for a server: a file beside the data directory, with the process's
/// pid and start time. When that process has died, whoever comes next stops the server.
///
/// The lease is written before the server starts, and the server is found by its own
/// `postmaster.pid`: there is no moment in which a server runs that nobody would find.
final class ServerLease {

    private static final String SUFFIX = ".holdfast-lease";

    private final Path directory;
    private final Path file;

    private ServerLease(Path directory) {
        this.directory = directory;
        this.file = directory.resolveSibling(directory.getFileName() + SUFFIX);
    }

    /// Takes the lease of `directory`, after stopping what a dead process left running there.
    static ServerLease take(Path directory) {
        ServerLease lease = new ServerLease(directory);
        try {
            Optional<ProcessHandle> owner = lease.owner();
            if (owner.isPresent() && (lease.server().isPresent() || !isSelf(owner.get()))) {
                throw new HoldfastException(
                        ProblemCode.SERVER_BUSY,
                        "directory " + directory + " is in use by process " + owner.get().pid(),
                        "wait until it has ended, or choose another scratch directory");
            }
            lease.stopServer();
            Files.writeString(lease.file, line(ProcessHandle.current()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lease;
    }

    /// Stops every server below `root` whose owner has died, and forgets its lease.
    ///
    /// @return the data directories whose servers were stopped
    static List<Path> stopAbandoned(Path root) {
        try {
            return LeaseSearch.below(root, SUFFIX).stream()
                    .map(ServerLease::of)
                    .filter(ServerLease::stopIfAbandoned)
                    .map(lease -> lease.directory)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerLease of(Path file) {
        String name = file.getFileName().toString();
        return new ServerLease(
                file.resolveSibling(name.substring(0, name.length() - SUFFIX.length())));
    }

    private boolean stopIfAbandoned() {
        try {
            if (owner().isPresent()) {
                return false;
            }
            boolean ran = stopServer();
            release();
            return ran;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean stopServer() throws IOException {
        Optional<ProcessHandle> server = server();
        server.ifPresent(Shutdown::immediate);
        return server.isPresent();
    }

    private Optional<ProcessHandle> server() throws IOException {
        return PostmasterFile.of(directory).flatMap(PostmasterFile::process);
    }

    private static boolean isSelf(ProcessHandle process) {
        return process.pid() == ProcessHandle.current().pid();
    }

    /// The process that answers for the server, when it still lives.
    private Optional<ProcessHandle> owner() throws IOException {
        try {
            String written = Files.readString(file).strip();
            int blank = written.indexOf(' ');
            if (blank < 1) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(written.substring(0, blank)))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> line(process).equals(written));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String line(ProcessHandle process) {
        return process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH);
    }

    void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
