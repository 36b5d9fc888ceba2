package dev.holdfast.practices.branch;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.holdfast.core.engine.ServerRunner;
import dev.holdfast.core.estate.Scratch;
import dev.holdfast.core.files.Trees;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The scratch directory: a place of its own for each branch, held by a file lock that the
/// operating system releases when its process dies. What dead processes left is removed by the next
/// one.
final class ScratchSpace {
    private static final String PREFIX = "branch-";
    private static final String LOCK = ".lock";

    private final Scratch scratch;
    private final ServerRunner runner;

    ScratchSpace(Scratch scratch, ServerRunner runner) {
        this.scratch = scratch;
        this.runner = runner;
    }

    /// A branch's place. Closing removes it with everything in it.
    record Place(Path directory, Path lockFile, FileChannel lock) implements AutoCloseable {
        @Override
        public void close() {
            try (lock) {
                Trees.delete(directory);
                Files.deleteIfExists(lockFile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Place claim(String name, long neededBytes) {
        try {
            createPrivate(scratch.directory());
            removeAbandoned();
            requireRoom(neededBytes);
            Path lockFile = scratch.directory().resolve(PREFIX + name + LOCK);
            FileChannel lock = FileChannel.open(lockFile, CREATE, WRITE);
            if (tryLock(lock) == null) {
                lock.close();
                throw new IllegalStateException("scratch place taken: " + lockFile);
            }
            Path directory = scratch.directory().resolve(PREFIX + name);
            createPrivate(directory);
            return new Place(directory, lockFile, lock);
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.TARGET_UNUSABLE,
                    "scratch directory %s cannot be used: %s"
                            .formatted(scratch.directory(), e.getMessage()),
                    "name another one in holdfast.yaml: scratch: {directory: …}",
                    e);
        }
    }

    /// Stops and deletes what processes left that are gone.
    List<Path> removeAbandoned() throws IOException {
        runner.stopAbandoned(scratch.directory());
        List<Path> removed = new ArrayList<>();
        for (Path lockFile : lockFiles()) {
            try (FileChannel channel = FileChannel.open(lockFile, WRITE)) {
                if (tryLock(channel) != null) {
                    Path directory = directoryOf(lockFile);
                    Trees.delete(directory);
                    Files.delete(lockFile);
                    removed.add(directory);
                }
            }
        }
        return removed;
    }

    private List<Path> lockFiles() throws IOException {
        try (Stream<Path> entries = Files.list(scratch.directory())) {
            return entries.filter(ScratchSpace::isLockFile).toList();
        }
    }

    private static boolean isLockFile(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(LOCK);
    }

    private static Path directoryOf(Path lockFile) {
        String name = lockFile.getFileName().toString();
        return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private void requireRoom(long neededBytes) throws IOException {
        long free = Files.getFileStore(scratch.directory()).getUsableSpace();
        long allowed = Math.min(free, scratch.limitBytes().orElse(Long.MAX_VALUE));
        if (neededBytes > allowed) {
            throw new HoldfastException(
                    ProblemCode.TARGET_UNUSABLE,
                    "scratch directory %s has room for %,d MB, but the branch needs %,d MB"
                            .formatted(
                                    scratch.directory(),
                                    allowed / 1_000_000,
                                    neededBytes / 1_000_000),
                    "free some, or name a larger one in holdfast.yaml: scratch: {directory: …}");
        }
    }

    private static void createPrivate(Path directory) throws IOException {
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    }
}
