package dev.holdfast.engines.postgres.runner;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// Looks for files by the end of their name. Data directories are not looked into, and what cannot
/// be read, or goes away meanwhile, is passed over: it is somebody else's.
final class LeaseSearch extends SimpleFileVisitor<Path> {

    private static final int DEPTH = 4;

    private final String suffix;
    private final List<Path> found = new ArrayList<>();

    private LeaseSearch(String suffix) {
        this.suffix = suffix;
    }

    static List<Path> below(Path root, String suffix) throws IOException {
        LeaseSearch search = new LeaseSearch(suffix);
        Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEPTH, search);
        return search.found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return Files.exists(directory.resolve("PG_VERSION"))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.getFileName().toString().endsWith(suffix)) {
            found.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
    }
}
