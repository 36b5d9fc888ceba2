package dev.holdfast.engines.postgres.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The few settings of a restored directory that a server on it must know, read from its
/// configuration files without applying them.
record SourceSettings(Map<String, String> values) {

    private static final int MOST_FILES = 100;

    private static final Pattern LINE =
            Pattern.compile(
                    "^\\s*([A-Za-z_][A-Za-z0-9_.]*)\\s*=?\\s*(?:'((?:[^']|'')*)'|([^#\\s]+)).*$");

    static SourceSettings of(Path directory) throws IOException {
        Map<String, String> values = new HashMap<>();
        Deque<Path> pending = new ArrayDeque<>();
        pending.add(directory.resolve("postgresql.conf"));
        for (int read = 0; !pending.isEmpty() && read < MOST_FILES; read++) {
            collect(pending.removeFirst(), values, pending);
        }
        collect(directory.resolve("postgresql.auto.conf"), values, pending);
        return new SourceSettings(Map.copyOf(values));
    }

    private static void collect(Path file, Map<String, String> values, Deque<Path> included)
            throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            return;
        }
        for (String line : Files.readAllLines(file)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String name = matcher.group(1).toLowerCase(Locale.ROOT);
                String value = value(matcher);
                if (name.equals("include") || name.equals("include_if_exists")) {
                    included.addFirst(file.resolveSibling(value));
                } else {
                    values.put(name, value);
                }
            }
        }
    }

    private static String value(Matcher matcher) {
        String quoted = matcher.group(2);
        return quoted != null ? quoted.replace("''", "'") : matcher.group(3);
    }

    /// The number that the source has for `name`, but not less than `least`.
    int atLeast(String name, int least) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> Math.max(least, Integer.parseInt(value)))
                .orElse(least);
    }

    List<String> preloadedLibraries() {
        return Pattern.compile("[,\\s\"]+")
                .splitAsStream(values.getOrDefault("shared_preload_libraries", ""))
                .filter(name -> !name.isBlank())
                .toList();
    }
}
