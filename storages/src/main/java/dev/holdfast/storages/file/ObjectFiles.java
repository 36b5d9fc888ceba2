package dev.holdfast.storages.file;

import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.Deletion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Makes files that appear whole, durable and once.
final class ObjectFiles {
    static final String TEMPORARY = ".tmp";
    private static final int COPY_BYTES = 256 << 10;
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path root;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    ObjectFiles(Path root) {
        this.root = root;
    }

    void create(Path target, Content content) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path temporary = temporaryFile();
        try {
            write(temporary, content);
            createDirectories(parentOf(target));
            publish(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// Makes `directory` and what is missing above it. The first time this process uses a
    /// directory, its parent is synced, even when somebody else made it: a power failure must not
    /// take away the path of a durable object.
    void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory) && isDurable(directory)) {
            return;
        }
        createDirectories(parentOf(directory));
        try {
            Files.createDirectory(directory, PRIVATE_DIRECTORY);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        syncDirectory(parentOf(directory));
        durable.add(directory);
    }

    /// What killed processes left, where it is older than `age` by the file system's clock, which
    /// may be another machine's.
    int removeLeftovers(Duration age) throws IOException {
        if (!Files.isDirectory(root.resolve(TEMPORARY))) {
            return 0;
        }
        FileTime limit = FileTime.from(now().minus(age));
        int removed = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root.resolve(TEMPORARY))) {
            for (Path file : all) {
                if (isOlder(file, limit) && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        }
        return removed;
    }

    private static boolean isOlder(Path file, FileTime limit) throws IOException {
        try {
            return Files.getLastModifiedTime(file).compareTo(limit) < 0;
        } catch (NoSuchFileException e) {
            return false; // its writer is done with it
        }
    }

    private Instant now() throws IOException {
        Path file = temporaryFile();
        try {
            Files.createFile(file, PRIVATE_FILE);
            return Files.getLastModifiedTime(file).toInstant();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// A directory may be append-only (`chattr +a`), or its file system may keep what was written.
    Deletion tryDeletion() throws IOException {
        Path file = temporaryFile();
        Files.createFile(file, PRIVATE_FILE);
        try {
            Files.delete(file);
            return Deletion.POSSIBLE;
        } catch (AccessDeniedException e) {
            return Deletion.REFUSED;
        } catch (FileSystemException e) {
            if (String.valueOf(e.getReason()).contains("not permitted")) {
                return Deletion.REFUSED;
            }
            throw e;
        }
    }

    private boolean isDurable(Path directory) {
        boolean ours = directory.startsWith(root) && !directory.equals(root);
        return !ours || durable.contains(directory);
    }

    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static Path parentOf(Path path) {
        return Objects.requireNonNull(path.getParent(), "the root of the file system");
    }

    private Path temporaryFile() throws IOException {
        Path directory = root.resolve(TEMPORARY);
        createDirectories(directory);
        return directory.resolve(UUID.randomUUID().toString());
    }

    private static void write(Path file, Content content) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, PRIVATE_FILE);
                InputStream stream = content.open()) {
            byte[] buffer = new byte[COPY_BYTES];
            int count;
            while ((count = stream.read(buffer)) >= 0) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            if (channel.position() != content.sizeBytes()) {
                throw new IOException(
                        "content of %d bytes gave %d"
                                .formatted(content.sizeBytes(), channel.position()));
            }
            channel.force(true);
        }
    }

    /// A hard link is atomic and never overwrites. Some file systems have none (exFAT, some network
    /// mounts): there the name is taken first by creating it, which only one can do; the rename
    /// over it is atomic, and whoever reads between the two sees an object without content, which
    /// no format of ours accepts.
    private static void publish(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            renameWithoutOverwriting(temporary, target);
        }
        syncDirectory(parentOf(target));
    }

    private static void renameWithoutOverwriting(Path temporary, Path target) throws IOException {
        Files.createFile(target, PRIVATE_FILE);
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.delete(target); // the name is ours: left behind, it could never be used again
            throw e;
        }
    }
}
