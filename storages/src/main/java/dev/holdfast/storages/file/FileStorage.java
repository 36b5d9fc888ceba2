package dev.holdfast.storages.file;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.Deletion;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.core.storage.StorageKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// A directory that keeps objects as files. The key is the path below `root`; directories have mode
/// 0700, files 0600.
///
/// An object is written to `root/.tmp`, synced, linked to its name and its directory synced, so
/// that it is seen whole or not at all; `link(2)` never overwrites. What a killed process leaves in
/// `.tmp` is never listed.
///
/// `root` must exist: a mount that is gone is `STORAGE_UNREACHABLE`, never silently made anew. Only
/// [#initialize] creates it.
public final class FileStorage implements Storage {
    private final String name;
    private final Path root;
    private final Failures failures;
    private final ObjectFiles files;

    public FileStorage(String name, Path root) {
        this.name = name;
        this.root = root.toAbsolutePath().normalize();
        this.failures = new Failures(name, this.root);
        this.files = new ObjectFiles(this.root);
    }

    @Override
    public void initialize() {
        failures.around(
                "",
                () -> {
                    files.createDirectories(root);
                    return root;
                });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public void create(String key, Content content) {
        Path target = pathOf(key);
        failures.around(
                key,
                () -> {
                    requireRoot();
                    files.create(target, content);
                    return target;
                });
    }

    @Override
    public InputStream read(String key) {
        Path path = pathOf(key);
        return failures.around(
                key,
                () -> {
                    requireRoot();
                    InputStream stream = Files.newInputStream(path);
                    return new ReportingStream(stream, failures, key);
                });
    }

    @Override
    public void read(String key, long offset, ByteBuffer target) {
        Path path = pathOf(key);
        failures.around(
                key,
                () -> {
                    requireRoot();
                    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                        fill(key, channel, offset, target);
                    }
                    return target;
                });
    }

    @Override
    public Optional<ObjectInfo> find(String key) {
        Path path = pathOf(key);
        return failures.around(
                key,
                () -> {
                    requireRoot();
                    try {
                        BasicFileAttributes attributes =
                                Files.readAttributes(path, BasicFileAttributes.class);
                        return attributes.isRegularFile()
                                ? Optional.of(info(key, attributes))
                                : Optional.empty();
                    } catch (NoSuchFileException e) {
                        return Optional.empty();
                    }
                });
    }

    @Override
    public void list(String prefix, Consumer<ObjectInfo> each) {
        int slash = prefix.lastIndexOf('/');
        Path start = slash < 0 ? root : pathOf(prefix.substring(0, slash));
        failures.around(
                prefix,
                () -> {
                    requireRoot();
                    if (Files.isDirectory(start)) {
                        Files.walkFileTree(start, new Lister(prefix, each));
                    }
                    return start;
                });
    }

    @Override
    public void delete(String key) {
        Path path = pathOf(key);
        failures.around(
                key,
                () -> {
                    requireRoot();
                    if (Files.deleteIfExists(path)) {
                        ObjectFiles.syncDirectory(ObjectFiles.parentOf(path));
                    }
                    return path;
                });
    }

    @Override
    public int removeLeftovers(Duration age) {
        return failures.around(
                "",
                () -> {
                    requireRoot();
                    return files.removeLeftovers(age);
                });
    }

    @Override
    public Deletion deletion() {
        return failures.around(
                "",
                () -> {
                    requireRoot();
                    return files.tryDeletion();
                });
    }

    @Override
    public void close() {}

    private Path pathOf(String key) {
        return root.resolve(StorageKeys.check(key));
    }

    private void requireRoot() {
        if (!Files.isDirectory(root)) {
            throw new HoldfastException(
                    ProblemCode.STORAGE_UNREACHABLE,
                    "storage '%s': directory %s is not there".formatted(name, root),
                    "mount it, or, if it is a new storage: holdfast vault init");
        }
    }

    private void fill(String key, FileChannel channel, long offset, ByteBuffer target)
            throws IOException {
        long position = offset;
        while (target.hasRemaining()) {
            int count = channel.read(target, position);
            if (count < 0) {
                throw new HoldfastException(
                        ProblemCode.OBJECT_DAMAGED,
                        "storage '%s': object %s ends at byte %d, before what was asked for"
                                .formatted(name, key, position),
                        "holdfast vault check");
            }
            position += count;
        }
    }

    private static ObjectInfo info(String key, BasicFileAttributes attributes) {
        return new ObjectInfo(key, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    private final class Lister extends SimpleFileVisitor<Path> {
        private final String prefix;
        private final Consumer<ObjectInfo> each;

        Lister(String prefix, Consumer<ObjectInfo> each) {
            this.prefix = prefix;
            this.each = each;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return directory.getFileName() != null
                            && root.relativize(directory).startsWith(ObjectFiles.TEMPORARY)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String key = root.relativize(file).toString();
            if (attributes.isRegularFile() && key.startsWith(prefix)) {
                each.accept(info(key, attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // deleted while listing
            }
            throw failure;
        }
    }
}
