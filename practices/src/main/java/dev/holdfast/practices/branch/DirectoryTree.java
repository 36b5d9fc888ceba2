package dev.holdfast.practices.branch;

import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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
            Path path = root.resolve(directory);
            if (Files.isSymbolicLink(path) && !isServers(directory)) {
                Files.delete(path); // such as log: what it leads to is not ours to write to
            }
            createPrivate(path);
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
    void deleteForeign(Manifest manifest, List<StoredFile> files) throws IOException {
        Set<String> wanted = new HashSet<>(manifest.directories());
        files.forEach(file -> wanted.add(file.path()));
        wanted.add(DataDirectories.RESTORE_MARK);
        Path root = destination.directory();
        for (Path path : below(root, manifest).reversed()) {
            String name = root.relativize(path).toString();
            if (!wanted.contains(name) && isOurs(name, wanted) && !hasEntries(path)) {
                Files.delete(path);
            }
        }
    }

    /// A tablespace's directory may hold the files of servers of other versions too: only what lies
    /// below a directory of the snapshot is this server's.
    private static boolean isOurs(String name, Set<String> wanted) {
        String[] parts = name.split("/", 4);
        return !parts[0].equals("pg_tblspc")
                || parts.length < 3
                || wanted.contains(String.join("/", parts[0], parts[1], parts[2]));
    }

    /// Directories stand before what is in them. Of symbolic links only those are followed that
    /// lead to a directory of the snapshot which servers keep elsewhere (tablespaces, `pg_wal`):
    /// whatever else somebody linked to is not this server's.
    private static List<Path> below(Path root, Manifest manifest) throws IOException {
        Set<String> directories = Set.copyOf(manifest.directories());
        List<Path> found = new ArrayList<>();
        Deque<Path> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            try (Stream<Path> entries = Files.list(open.pop())) {
                for (Path entry : entries.toList()) {
                    found.add(entry);
                    String name = root.relativize(entry).toString();
                    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                            || (directories.contains(name)
                                    && isServers(name)
                                    && Files.isDirectory(entry))) {
                        open.push(entry);
                    }
                }
            }
        }
        return found;
    }

    /// Whether the path is one of those that PostgreSQL itself makes.
    private static boolean isServers(String name) {
        return name.startsWith("pg_") || name.matches("(base|global)(/.*)?");
    }

    private static boolean hasEntries(Path path) throws IOException {
        if (!Files.isDirectory(path) || Files.isSymbolicLink(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isPresent();
        }
    }

    /// Flushes the directories to disk, whose files are there already.
    void flush(Manifest manifest) throws IOException {
        Path root = destination.directory();
        below(root, manifest).stream().filter(Files::isDirectory).forEach(DirectoryTree::force);
        force(root);
    }

    private static void force(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
