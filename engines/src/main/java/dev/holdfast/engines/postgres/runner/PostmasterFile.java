package dev.holdfast.engines.postgres.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What `postmaster.pid` of a data directory says (PostgreSQL's `miscadmin.h`, `LOCK_FILE_LINE_*`).
/// In single-user mode the pid is written negative. A file that stayed behind after a crash says
/// the same, so [#process] looks at the process too.
///
/// @param started when the server started, by its own clock; empty where it is not said yet
/// @param status empty, `starting`, `stopping`, `ready` or `standby`
public record PostmasterFile(Path directory, long pid, Optional<Instant> started, String status) {

    private static final int START_LINE = 2;
    private static final int STATUS_LINE = 7;

    /// A process that began later than the server has only inherited its number.
    private static final Duration LATER = Duration.ofMinutes(1);

    /// Empty where there is no such file, or one that is just being written.
    public static Optional<PostmasterFile> of(Path directory) throws IOException {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("postmaster.pid"));
            if (lines.isEmpty() || !lines.getFirst().strip().matches("-?\\d+")) {
                return Optional.empty();
            }
            return Optional.of(
                    new PostmasterFile(
                            directory,
                            Math.abs(Long.parseLong(lines.getFirst().strip())),
                            started(lines),
                            lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : ""));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> started(List<String> lines) {
        return lines.size() > START_LINE && lines.get(START_LINE).strip().matches("\\d{1,11}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(lines.get(START_LINE).strip())))
                : Optional.empty();
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
        return !otherProgram && !beganLater(process) && worksHere();
    }

    private boolean beganLater(ProcessHandle process) {
        Optional<Instant> began = process.info().startInstant();
        return began.isPresent()
                && started.isPresent()
                && began.get().isAfter(started.get().plus(LATER));
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
