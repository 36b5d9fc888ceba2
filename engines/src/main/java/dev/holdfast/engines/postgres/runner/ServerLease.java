package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Says which process answers for a server: a file beside the data directory, with the process's
/// pid and start time. When that process has died, whoever comes next stops the server.
///
/// The lease is written before the server starts, and the server's process writes its own number
/// beside it before it becomes the server: there is no moment in which a server runs that nobody
/// would find. Nothing in the data directory is looked at, which may be a mount that hangs.
final class ServerLease {

    private static final String SUFFIX = ".holdfast-lease";
    private static final String SERVER_SUFFIX = ".holdfast-server";

    private final Path directory;
    private final Path file;
    private final Path serverFile;

    private ServerLease(Path directory) {
        this.directory = directory;
        this.file = directory.resolveSibling(directory.getFileName() + SUFFIX);
        this.serverFile = serverFile(directory);
    }

    /// Where the server's process writes its number.
    static Path serverFile(Path directory) {
        return directory.resolveSibling(directory.getFileName() + SERVER_SUFFIX);
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

    /// Stops every server in `place` whose owner has died, and forgets its lease.
    ///
    /// @return the data directories whose servers were stopped
    static List<Path> stopAbandoned(Path place) {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(entry -> entry.toString().endsWith(SUFFIX))
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
        return pid(serverFile)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(this::worksHere);
    }

    /// Empty where there is none, or one that is just being written.
    private static Optional<Long> pid(Path file) throws IOException {
        try {
            String written = Files.readString(file).strip();
            return written.matches("\\d{1,10}")
                    ? Optional.of(Long.parseLong(written))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Whether the process was told to work on this directory: its number may have come round.
    private boolean worksHere(ProcessHandle process) {
        try {
            Path words = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            return List.of(Files.readString(words, StandardCharsets.ISO_8859_1).split("\0"))
                    .contains(bytes(directory.toString()));
        } catch (IOException e) {
            return false; // it ended meanwhile, or belongs to somebody else
        }
    }

    /// As a file that is read byte by byte has it.
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
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
            Files.deleteIfExists(serverFile);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
