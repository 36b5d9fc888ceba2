package dev.holdfast.engines.postgres.restore;

import dev.holdfast.core.engine.DataDirectories.State;
import dev.holdfast.engines.postgres.page.ControlFile;
import dev.holdfast.engines.postgres.runner.PostmasterFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out what a directory is.
final class DirectoryInspection {

    private DirectoryInspection() {}

    static State of(Path directory) throws IOException {
        Optional<String> firstEntry;
        try {
            firstEntry = firstEntry(directory);
        } catch (NoSuchFileException e) {
            return new State.Empty();
        } catch (NotDirectoryException e) {
            return new State.Foreign(directory.toString());
        }
        return firstEntry.isEmpty() ? new State.Empty() : of(directory, firstEntry.get());
    }

    private static State of(Path directory, String firstEntry) throws IOException {
        Optional<ProcessHandle> server =
                PostmasterFile.of(directory).flatMap(PostmasterFile::process);
        if (server.isPresent()) {
            return new State.Running(server.get().pid());
        }
        Path control = directory.resolve(Layout.CONTROL_FILE);
        Optional<String> restoring = RestoreMark.read(directory);
        if (restoring.isPresent() && !Files.exists(control)) {
            return new State.HalfRestored(restoring.get());
        }
        Path version = directory.resolve("PG_VERSION");
        if (!Files.exists(control) || !Files.exists(version)) {
            return new State.Foreign(firstEntry);
        }
        return ControlFile.parse(Files.readAllBytes(control))
                .<State>map(file -> stopped(file, version))
                .orElse(new State.Foreign(Layout.CONTROL_FILE));
    }

    private static State stopped(ControlFile file, Path version) {
        try {
            return new State.Stopped(
                    Long.toUnsignedString(file.systemIdentifier()),
                    Files.readString(version).strip());
        } catch (IOException e) {
            return new State.Foreign("PG_VERSION");
        }
    }

    private static Optional<String> firstEntry(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().findFirst();
        }
    }
}
