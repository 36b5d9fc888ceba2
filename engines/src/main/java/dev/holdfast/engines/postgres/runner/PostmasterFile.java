package dev.holdfast.engines.postgres.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `postmaster.pid` of a data directory says (PostgreSQL's `miscadmin.h`, `LOCK_FILE_LINE_*`).
/// In single-user mode the pid is written negative. A file that stayed behind after a crash says
/// the same, so [#process] looks at the process too.
///
/// @param status empty, `starting`, `stopping`, `ready` or `standby`
public record PostmasterFile(Path directory, long pid, String status) {

    private static final int STATUS_LINE = 7;

    /// Empty where there is no such file, or one that is just being written.
    public static Optional<PostmasterFile> of(Path directory) throws IOException {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("postmaster.pid"));
            if (lines.isEmpty() || !lines.getFirst().strip().matches("-?\\d+")) {
                return Optional.empty();
            }
            String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
            return Optional.of(
                    new PostmasterFile(
                            directory, Math.abs(Long.parseLong(lines.getFirst().strip())), status));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean acceptsConnections() {
        return status.equals("ready") || status.equals("standby");
    }

    /// The server's process, when it really runs on this directory: a `postgres` whose working
    /// directory this is. Where the system does not tell (another user's process), a live process
    /// counts as the server: too careful rather than too bold.
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::looksRight);
    }

    private boolean looksRight(ProcessHandle process) {
        boolean otherProgram =
                process.info()
                        .command()
                        .filter(command -> !Path.of(command).endsWith("postgres"))
                        .isPresent();
        return !otherProgram && worksHere();
    }

    private boolean worksHere() {
        Path link = Path.of("/proc", Long.toString(pid), "cwd");
        try {
            return Files.isSameFile(link.toRealPath(), directory);
        } catch (IOException e) {
            return true;
        }
    }
}
