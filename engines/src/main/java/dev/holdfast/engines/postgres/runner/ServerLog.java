package dev.holdfast.engines.postgres.runner;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A server's log file, read for people: what it complained about last.
///
/// DETAIL lines can carry row values, so they never leave the file.
record ServerLog(Path file) {

    private static final int TAIL_BYTES = 64 * 1024;
    private static final int LINES = 3;
    private static final Pattern TELLING =
            Pattern.compile("(FATAL|PANIC|ERROR|HINT|postgres: could not|cannot execute)");
    private static final Pattern PREFIX = Pattern.compile("^\\S+ \\S+ \\S+ \\[\\d+\\] ");

    /// The last lines that say what went wrong, joined; the last lines at all where none does.
    String lastWords() {
        List<String> lines = tail();
        List<String> telling = lines.stream().filter(line -> TELLING.matcher(line).find()).toList();
        List<String> chosen = telling.isEmpty() ? lines : telling;
        return String.join(
                "; ",
                chosen.subList(Math.max(0, chosen.size() - LINES), chosen.size()).stream()
                        .map(line -> PREFIX.matcher(line).replaceFirst("").strip())
                        .toList());
    }

    /// Whether one of the last lines holds `text`.
    boolean says(String text) {
        return tail().stream().anyMatch(line -> line.contains(text));
    }

    private List<String> tail() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(Math.max(0, in.length() - TAIL_BYTES));
            byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, in.length() - in.getFilePointer())];
            in.readFully(bytes);
            return Stream.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1))
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            return List.of("(its log " + file + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
