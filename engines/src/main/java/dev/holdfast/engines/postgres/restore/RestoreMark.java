package dev.holdfast.engines.postgres.restore;

import dev.holdfast.core.engine.DataDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The file that says that a restore is in progress, and of which snapshot: one JSON object.
final class RestoreMark {

    private static final String NAME = DataDirectories.RESTORE_MARK;

    private static final Pattern SNAPSHOT =
            Pattern.compile("\"snapshot\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private RestoreMark() {}

    static void set(Path directory, String snapshot) throws IOException {
        String name = snapshot.replace("\\", "\\\\").replace("\"", "\\\"");
        Durably.write(
                directory.resolve(NAME),
                "{\"snapshot\": \"" + name + "\", \"state\": \"restoring\"}\n");
    }

    /// The snapshot that is being restored; empty where no restore was begun.
    static Optional<String> read(Path directory) throws IOException {
        try {
            Matcher matcher = SNAPSHOT.matcher(Files.readString(directory.resolve(NAME)));
            return Optional.of(matcher.find() ? matcher.group(1).replaceAll("\\\\(.)", "$1") : "?");
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static void clear(Path directory) throws IOException {
        Durably.delete(directory.resolve(NAME));
    }
}
