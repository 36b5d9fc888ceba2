package dev.holdfast.practices.branch;

import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.StoredFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The directories, links and leftovers of a data directory: everything but the content of files.
final class DirectoryTree {
    private final Destination destination;

    DirectoryTree(Destination destination) {
        this.destination = destination;
    }

    /// Makes the snapshot's directories, and a link for each tablespace.
    void create(Manifest manifest) throws IOException {
        Path root = destination.directory();
        Files.createDirectories(root.resolve("pg_tblspc"));
        for (Map.Entry<Long, Path> tablespace : destination.tablespaces().entrySet()) {
            link(
                    root.resolve("pg_tblspc").resolve(tablespace.getKey().toString()),
                    tablespace.getValue());
        }
        for (String directory : manifest.directories()) {
            createPrivate(root.resolve(directory));
        }
    }

    private static void link(Path link, Path target) throws IOException {
        createPrivate(target);
        if (Files.isSymbolicLink(link)) {
            Files.delete(link);
        }
        Files.createSymbolicLink(link, target.toAbsolutePath());
    }

    private static void createPrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    /// Deletes what an older state has and the snapshot has not.
    void deleteForeign(List<StoredFile> files) throws IOException {
        Set<String> wanted = new HashSet<>();
        files.forEach(file -> wanted.add(file.path()));
        Path root = destination.directory();
        for (Path file : filesBelow(root)) {
            String path = root.relativize(file).toString();
            if (!wanted.contains(path) && !path.equals(DataDirectories.RESTORE_MARK)) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> filesBelow(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                root,
                Set.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return files;
    }

    /// Flushes every file and directory to disk.
    void flush(List<StoredFile> files) throws IOException {
        Path root = destination.directory();
        for (StoredFile file : files) {
            force(root.resolve(file.path()), StandardOpenOption.WRITE);
        }
        try (var paths = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            for (Path directory : paths.filter(Files::isDirectory).toList()) {
                force(directory, StandardOpenOption.READ);
            }
        }
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
