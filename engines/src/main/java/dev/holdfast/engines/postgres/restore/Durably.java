package dev.holdfast.engines.postgres.restore;

import dev.holdfast.engines.postgres.runner.Modes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// File changes that are on the disk when they return.
final class Durably {

    private Durably() {}

    /// What is done to a new file before it appears under its name, such as giving it an owner.
    interface Preparation {
        void apply(Path file) throws IOException;
    }

    static void write(Path file, byte[] content) throws IOException {
        write(file, content, _ -> {});
    }

    /// The file appears whole under its name, or not at all.
    static void write(Path file, byte[] content, Preparation preparation) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".holdfast-new");
        Files.deleteIfExists(temporary);
        try (FileChannel channel =
                FileChannel.open(
                        temporary,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        Modes.PRIVATE_FILE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            preparation.apply(temporary);
            channel.force(true);
        }
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        syncDirectory(parent(file));
    }

    static void write(Path file, String content) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            syncDirectory(parent(file));
        }
    }

    static void syncDirectory(Path directory) throws IOException {
        sync(directory);
    }

    /// A directory that was just made is found again after a power failure only when the directory
    /// above is on the disk too. One that may not be read cannot be flushed, and was not ours to
    /// make.
    static void syncName(Path directory) throws IOException {
        Path above = directory.toAbsolutePath().getParent();
        if (above != null && Files.isReadable(above)) {
            sync(above);
        }
    }

    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a file without a directory: " + file);
        }
        return parent;
    }
}
