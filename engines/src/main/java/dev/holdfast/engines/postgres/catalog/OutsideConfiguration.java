package dev.holdfast.engines.postgres.catalog;

import dev.holdfast.core.engine.ServerFacts.OutsideFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the configuration files that lie outside the data directory, as Debian keeps them, and
/// those that they include. A snapshot of the data directory alone would lose them.
final class OutsideConfiguration {

    /// A chain of includes that is longer than any sane configuration is cut there.
    private static final int MOST_FILES = 200;

    private static final Pattern INCLUDE =
            Pattern.compile(
                    "^\\s*(include_if_exists|include_dir|include)(?:\\s*=\\s*|\\s+)"
                            + "(?:'([^']+)'|\"([^\"]+)\"|([^'\"#=\\s]+))");

    private final ServerFiles files;
    private final String dataDirectory;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final List<OutsideFile> found = new ArrayList<>();

    private record Pending(String path, String restoredAs, String home) {}

    OutsideConfiguration(ServerFiles files, String dataDirectory) {
        this.files = files;
        this.dataDirectory = dataDirectory;
    }

    /// @param mainFiles path on the server, and what it is called inside a data directory
    List<OutsideFile> read(Map<String, String> mainFiles) {
        mainFiles.forEach((path, name) -> pending.add(new Pending(path, name, parent(path))));
        while (!pending.isEmpty() && seen.size() < MOST_FILES) {
            visit(pending.removeFirst());
        }
        return found;
    }

    private void visit(Pending file) {
        if (!seen.add(file.path())) {
            return;
        }
        Optional<String> text = files.text(file.path());
        if (text.isEmpty()) {
            return;
        }
        if (!isInside(file.path())) {
            found.add(new OutsideFile(file.path(), file.restoredAs(), text.get()));
        }
        text.get().lines().forEach(line -> follow(line, file));
    }

    private void follow(String line, Pending from) {
        Matcher matcher = INCLUDE.matcher(line);
        if (!matcher.find()) {
            return;
        }
        String target = resolve(argument(matcher), from.path());
        if (!matcher.group(1).equals("include_dir")) {
            pending.add(new Pending(target, restoredAs(target, from.home()), from.home()));
            return;
        }
        for (String name : files.list(target)) {
            if (name.endsWith(".conf") && !name.startsWith(".")) {
                String path = target + "/" + name;
                pending.add(new Pending(path, restoredAs(path, from.home()), from.home()));
            }
        }
    }

    private static String argument(Matcher matcher) {
        for (int group = 2; group <= 4; group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        throw new IllegalStateException("an include without a target: " + matcher.group());
    }

    /// Includes are relative to the file that includes.
    private static String resolve(String target, String from) {
        return target.startsWith("/") ? target : parent(from) + "/" + target;
    }

    /// A file beside the main one keeps its relative place, so that relative includes still hold.
    private static String restoredAs(String path, String home) {
        return path.startsWith(home + "/") ? path.substring(home.length() + 1) : "outside" + path;
    }

    private boolean isInside(String path) {
        return path.startsWith(dataDirectory + "/");
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
