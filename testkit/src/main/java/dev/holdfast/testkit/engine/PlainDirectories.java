package dev.holdfast.testkit.engine;

import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.ServerFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Data directories of a [SyntheticServer]: a control file makes a directory a server's, the mark
/// makes it half restored.
public final class PlainDirectories implements DataDirectories {
    private static final String CONTROL_FILE = "global/pg_control";

    @Override
    public State inspect(Path directory) {
        if (Files.isRegularFile(directory)) {
            return new State.Foreign(directory.toString());
        }
        if (Files.exists(directory.resolve(RESTORE_MARK))) {
            return new State.HalfRestored("?");
        }
        if (Files.exists(directory.resolve(CONTROL_FILE))) {
            return new State.Stopped("1", "18.6");
        }
        Optional<String> first = firstEntry(directory);
        return first.<State>map(State.Foreign::new).orElseGet(State.Empty::new);
    }

    private static Optional<String> firstEntry(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findFirst().map(path -> path.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beginRestore(Path directory, String snapshot) {
        try {
            Files.createDirectories(directory.resolve("global"));
            Files.createDirectories(directory.resolve("pg_wal"));
            Files.writeString(directory.resolve(RESTORE_MARK), snapshot);
            Files.deleteIfExists(directory.resolve(CONTROL_FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void finishRestore(Path directory, Recovery recovery) {
        try {
            Files.write(directory.resolve(CONTROL_FILE), recovery.controlFile());
            Files.delete(directory.resolve(RESTORE_MARK));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path walFile(Path directory, int timeline, Lsn segmentStart, long walSegmentBytes) {
        return directory
                .resolve("pg_wal")
                .resolve(timeline + "-" + segmentStart.toString().replace('/', '_'));
    }

    @Override
    public String startCommand(Path directory, ServerFacts facts) {
        return "start " + directory;
    }

    @Override
    public PageCheck pageCheck(ServerFacts facts) {
        return (file, page, buffer, offset) -> PageCheck.Finding.PLAUSIBLE;
    }
}
