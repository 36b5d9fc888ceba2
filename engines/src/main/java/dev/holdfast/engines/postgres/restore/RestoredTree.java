package dev.holdfast.engines.postgres.restore;

import dev.holdfast.engines.postgres.runner.Modes;
import dev.holdfast.engines.postgres.runner.ServerUser;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A restored directory as a whole: modes and owner.
final class RestoredTree {

    private RestoredTree() {}

    /// Closes everything below `root` to other users, and gives it to `owner`. Symbolic links are
    /// not followed.
    static void close(Path root, Optional<ServerUser> owner) throws IOException {
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        give(file, owner);
                        if (attributes.isRegularFile()) {
                            Files.setPosixFilePermissions(file, Modes.PRIVATE_FILE.value());
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        give(directory, owner);
                        Files.setPosixFilePermissions(directory, Modes.PRIVATE_DIRECTORY.value());
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static void give(Path path, Optional<ServerUser> owner) throws IOException {
        if (owner.isPresent()) {
            owner.get().ownOnly(path);
        }
    }
}
