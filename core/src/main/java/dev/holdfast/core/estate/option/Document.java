package dev.holdfast.core.estate.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// One file that is being read: the mistakes found so far, and the names that its parts refer to
/// each other by. For one thread.
public final class Document {
    private final String label;
    private final Path directory;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<String, Set<String>> names = new LinkedHashMap<>();
    private final SequencedSet<String> later = new LinkedHashSet<>();

    private record Mistake(int line, int column, String text) {}

    /// @param label how messages name the file
    /// @param directory what relative paths are relative to
    public Document(String label, Path directory) {
        this.label = label;
        this.directory = directory;
    }

    /// Composes `text`; empty when it is empty or no YAML, which is then among the mistakes.
    public Optional<Value> compose(String text) {
        return new YamlText(this, text).compose();
    }

    Path resolve(String path) {
        String home = System.getProperty("user.home", "");
        return directory
                .resolve(path.startsWith("~/") ? home + path.substring(1) : path)
                .normalize();
    }

    /// Every mistake in the order of the file, as `file:line:column path: what; instead`.
    public List<String> mistakes() {
        return mistakes.stream()
                .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
                .map(Mistake::text)
                .distinct()
                .toList();
    }

    /// Makes `name` known as one of `kind`, such as a storage.
    ///
    /// @return false when it was known
    public boolean declare(String kind, String name) {
        return names.computeIfAbsent(kind, key -> new LinkedHashSet<>()).add(name);
    }

    /// The names of `kind` in the order of the file.
    public List<String> declared(String kind) {
        return List.copyOf(names.getOrDefault(kind, Set.of()));
    }

    /// Options that are part of the language, and that this version does not carry out.
    public List<String> later() {
        return List.copyOf(later);
    }

    void noteLater(String option) {
        later.add(option);
    }

    int mistakeCount() {
        return mistakes.size();
    }

    void wrong(Optional<Mark> mark, String path, String what, String instead) {
        wrong(
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1,
                path,
                what + "; " + instead);
    }

    void wrong(int line, int column, String path, String text) {
        String where = label + ":" + line + ":" + column;
        String subject = path.isEmpty() ? "" : " " + path + ":";
        mistakes.add(new Mistake(line, column, where + subject + " " + text));
    }
}
