package dev.holdfast.practices.branch;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.holdfast.branchfs.LeftoverMounts;
import dev.holdfast.core.engine.ServerRunner;
import dev.holdfast.core.estate.Scratch;
import dev.holdfast.core.files.Trees;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/// The scratch directory: a place of its own for each branch, held by a file lock that the
/// operating system releases when its process dies. What dead processes left is removed by the next
/// one: servers, mounts, and then files.
///
/// A process loses its lock when it closes the file, wherever it had opened it again: so each
/// process leaves the files of its own places alone, and knows them by the number beside them.
final class ScratchSpace {
    private static final String PREFIX = "branch-";
    private static final String LOCK = ".lock";
    private static final String HOLDER = ".holder";
    private static final String LOG = ".log";

    /// Less than this and a server hardly starts.
    private static final long LEAST_SHARE = 256L << 20;

    private final Scratch scratch;
    private final ServerRunner runner;

    ScratchSpace(Scratch scratch, ServerRunner runner) {
        this.scratch = scratch;
        this.runner = runner;
    }

    /// A branch's place. Closing removes it with everything in it; mounts must be gone.
    ///
    /// @param promisedBytes how much disk it may take
    record Place(String name, Path directory, Path lockFile, FileChannel lock, long promisedBytes)
            implements AutoCloseable {
        @Override
        public void close() {
            try (lock) {
                Trees.delete(directory);
                Files.deleteIfExists(sibling(directory, LOG));
                Files.deleteIfExists(sibling(directory, HOLDER));
                Files.deleteIfExists(lockFile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A place of which is known what it takes. `SERVER_BUSY` when there is one of that name.
    Place claim(String name, long neededBytes) {
        return claim(name, available -> neededBytes, neededBytes);
    }

    /// A place that takes what it happens to need, and may take half of what is left.
    Place claimShare(String name) {
        return claim(name, available -> Math.max(available / 2, LEAST_SHARE), LEAST_SHARE);
    }

    private Place claim(String name, LongUnaryOperator promise, long neededBytes) {
        try {
            createPrivate(scratch.directory());
            removeAbandoned();
            long available = available();
            requireRoom(neededBytes, available);
            return lock(name, promise.applyAsLong(available));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// The same place, which needs to be larger now.
    Place enlarge(Place place, long neededBytes) {
        try {
            requireRoom(neededBytes, available() + place.promisedBytes());
            writeHolder(place.directory(), neededBytes);
        } catch (IOException e) {
            throw unusable(e);
        }
        return new Place(
                place.name(), place.directory(), place.lockFile(), place.lock(), neededBytes);
    }

    private HoldfastException unusable(IOException e) {
        return new HoldfastException(
                ProblemCode.TARGET_UNUSABLE,
                "scratch directory %s cannot be used: %s"
                        .formatted(scratch.directory(), e.getMessage()),
                "name another one in holdfast.yaml: scratch: {directory: …}",
                e);
    }

    /// What the disk has, and the limit leaves beside what was promised to others.
    private long available() throws IOException {
        long free = Files.getFileStore(scratch.directory()).getUsableSpace();
        if (scratch.limitBytes().isEmpty()) {
            return free;
        }
        long promised = 0;
        for (String name : names()) {
            promised += holder(name).map(Holder::promisedBytes).orElse(0L);
        }
        return Math.min(free, scratch.limitBytes().getAsLong() - promised);
    }

    /// Who holds it stands there before the lock does: see [#isOwn].
    private Place lock(String name, long promisedBytes) throws IOException {
        Path directory = directoryOf(name);
        Path lockFile = sibling(directory, LOCK);
        if (Files.exists(lockFile)) {
            throw taken(name);
        }
        writeHolder(directory, promisedBytes);
        FileChannel lock = FileChannel.open(lockFile, CREATE, WRITE);
        if (lock.tryLock() == null || !Files.exists(lockFile)) {
            lock.close();
            throw taken(name);
        }
        createPrivate(directory);
        return new Place(name, directory, lockFile, lock, promisedBytes);
    }

    private static HoldfastException taken(String name) {
        return new HoldfastException(
                ProblemCode.SERVER_BUSY,
                "there is a branch '%s' already".formatted(name),
                "choose another name, or: holdfast branch close " + name);
    }

    /// Where the branch's process may complain; the file goes with the place.
    Path prepareLog(String name) {
        try {
            createPrivate(scratch.directory());
            return sibling(directoryOf(name), LOG);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// Where the branch called `name` has its files.
    Path directoryOf(String name) {
        return scratch.directory().resolve(PREFIX + name);
    }

    /// The names of all places, whoever holds them.
    List<String> names() throws IOException {
        if (!Files.isDirectory(scratch.directory())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(scratch.directory())) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX) && name.endsWith(LOCK))
                    .map(name -> name.substring(PREFIX.length(), name.length() - LOCK.length()))
                    .sorted()
                    .toList();
        }
    }

    /// Who holds a place, and how much of the disk was promised to it.
    record Holder(long pid, Instant started, long promisedBytes) {
        private static Holder self(long promisedBytes) {
            ProcessHandle self = ProcessHandle.current();
            return new Holder(self.pid(), startOf(self), promisedBytes);
        }

        private static Instant startOf(ProcessHandle process) {
            return process.info().startInstant().orElse(Instant.EPOCH);
        }

        /// Numbers come round: the time goes with it.
        Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> startOf(process).equals(started));
        }

        private boolean isSelf() {
            return process().filter(ProcessHandle.current()::equals).isPresent();
        }
    }

    private static void writeHolder(Path directory, long promisedBytes) throws IOException {
        Holder self = Holder.self(promisedBytes);
        Files.writeString(
                sibling(directory, HOLDER),
                "%d %s %d\n".formatted(self.pid(), self.started(), promisedBytes));
    }

    /// Empty when there is none, or it is just being written.
    Optional<Holder> holder(String name) throws IOException {
        return holderOf(directoryOf(name));
    }

    private static Optional<Holder> holderOf(Path directory) throws IOException {
        try {
            String[] words = Files.readString(sibling(directory, HOLDER)).strip().split(" ", -1);
            return words.length == 3
                    ? Optional.of(
                            new Holder(
                                    Long.parseLong(words[0]),
                                    Instant.parse(words[1]),
                                    Long.parseLong(words[2])))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Stops and deletes what processes left that are gone.
    ///
    /// @return the places that were removed
    List<Path> removeAbandoned() throws IOException {
        List<Path> removed = new ArrayList<>();
        for (String name : names()) {
            if (removeIfAbandoned(name)) {
                removed.add(directoryOf(name));
            }
        }
        return removed;
    }

    /// @return whether nobody held it
    boolean removeIfAbandoned(String name) throws IOException {
        Path directory = directoryOf(name);
        Path lockFile = sibling(directory, LOCK);
        if (isOwn(directory)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockFile, WRITE)) {
            if (channel.tryLock() == null) {
                return false;
            }
            remove(directory);
            Files.deleteIfExists(sibling(directory, LOG));
            Files.deleteIfExists(sibling(directory, HOLDER));
            Files.deleteIfExists(lockFile);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /// The server first: it must not find its files gone.
    private void remove(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        runner.stopAbandoned(directory);
        try {
            for (Path mount : LeftoverMounts.below(directory)) {
                LeftoverMounts.remove(mount);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + directory + " was unmounted", e);
        }
        Trees.delete(directory);
    }

    private static boolean isOwn(Path directory) throws IOException {
        return holderOf(directory).filter(Holder::isSelf).isPresent();
    }

    private static Path sibling(Path directory, String suffix) {
        return directory.resolveSibling(directory.getFileName() + suffix);
    }

    private void requireRoom(long neededBytes, long available) {
        if (neededBytes > available) {
            throw new HoldfastException(
                    ProblemCode.TARGET_UNUSABLE,
                    "scratch directory %s has room for %,d MB, but the branch needs %,d MB"
                            .formatted(
                                    scratch.directory(),
                                    Math.max(0, available) / 1_000_000,
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
