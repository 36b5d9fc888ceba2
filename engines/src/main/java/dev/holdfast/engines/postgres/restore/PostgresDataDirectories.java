package dev.holdfast.engines.postgres.restore;

import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.runner.Modes;
import dev.holdfast.engines.postgres.wal.SegmentName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/// PostgreSQL's data directories. Safe for many threads on different directories.
public final class PostgresDataDirectories implements DataDirectories {

    @Override
    public State inspect(Path directory) {
        try {
            return DirectoryInspection.of(directory);
        } catch (IOException e) {
            throw unusable(directory, "cannot be looked into", e);
        }
    }

    @Override
    public void beginRestore(Path directory, String snapshot) {
        if (inspect(directory) instanceof State.Running running) {
            throw new HoldfastException(
                    ProblemCode.TARGET_REFUSED,
                    "a server runs on " + directory + " as process " + running.pid(),
                    "stop it first: pg_ctl stop -D " + directory);
        }
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, Modes.PRIVATE_DIRECTORY.value());
            RestoreMark.set(directory, snapshot);
            Durably.delete(directory.resolve(Layout.CONTROL_FILE));
            for (String part : Layout.SKELETON) {
                makeDirectory(directory.resolve(part));
            }
        } catch (IOException e) {
            throw unusable(directory, "cannot be written", e);
        }
    }

    /// A link to a directory, as `initdb --waldir` makes one, stays.
    private static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, Modes.PRIVATE_DIRECTORY);
        }
    }

    @Override
    public String startCommand(Path directory, ServerFacts facts) {
        return new StartCommand(directory.toAbsolutePath().normalize(), facts.majorVersion())
                .text();
    }

    @Override
    public void finishRestore(Path directory, Recovery recovery) {
        try {
            new RestoreFinish(directory, recovery).run();
        } catch (IOException e) {
            throw unusable(directory, "cannot be written", e);
        }
    }

    @Override
    public Path walFile(Path directory, int timeline, Lsn segmentStart, long walSegmentBytes) {
        return directory
                .resolve("pg_wal")
                .resolve(SegmentName.of(timeline, segmentStart, walSegmentBytes));
    }

    @Override
    public PageCheck pageCheck(ServerFacts facts) {
        return new RestoredPages(facts.pageBytes(), facts.segmentBytes(), facts.dataChecksums());
    }

    private static HoldfastException unusable(Path directory, String how, IOException cause) {
        String hint =
                cause instanceof AccessDeniedException
                        ? "run holdfast as a user who may write there: ls -ld " + directory
                        : "see whether it is a directory on a disk with space: df -h " + directory;
        return new HoldfastException(
                ProblemCode.TARGET_UNUSABLE,
                "directory " + directory + " " + how + ": " + cause.getMessage(),
                hint,
                cause);
    }
}
