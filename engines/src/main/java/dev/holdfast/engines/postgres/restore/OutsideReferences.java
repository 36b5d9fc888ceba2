package dev.holdfast.engines.postgres.restore;

import dev.holdfast.core.engine.ServerFacts.OutsideFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one configuration file says about places outside the data directory: pointed to the copy
/// inside where there is one, else disabled with a note.
///
/// @param home the directory of the file, from which relative includes go
record OutsideReferences(Path directory, List<OutsideFile> outsideFiles, Path home) {

    private static final String NOTE =
            "# disabled by holdfast at restore: it names a place outside of this directory\n#";

    /// Settings that name files, with the name that the server takes by itself.
    private static final Map<String, String> FILES =
            Map.of(
                    "data_directory", "",
                    "external_pid_file", "",
                    "config_file", "postgresql.conf",
                    "hba_file", "pg_hba.conf",
                    "ident_file", "pg_ident.conf");

    private static final Pattern LINE =
            Pattern.compile(
                    "^\\s*(include|include_if_exists|include_dir|data_directory|external_pid_file"
                            + "|config_file|hba_file|ident_file)(?:\\s*=\\s*|\\s+)"
                            + "(?:'((?:[^']|'')*)'|\"([^\"]*)\"|([^'\"#\\s]+)).*$",
                    Pattern.CASE_INSENSITIVE);

    String mended(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.lines().forEach(line -> result.append(mendedLine(line)).append('\n'));
        return result.toString();
    }

    private String mendedLine(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return line;
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        String value = value(matcher);
        return FILES.containsKey(name)
                ? mendedSetting(line, name, value)
                : mendedInclude(line, name, value);
    }

    private static String value(Matcher matcher) {
        for (int group = 2; group <= 4; group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group).replace("''", "'");
            }
        }
        throw new IllegalStateException("a value was matched: " + matcher.group());
    }

    /// A file of another name than the usual one that was restored keeps being used.
    private String mendedSetting(String line, String name, String value) {
        Path fileName = Path.of(value).getFileName();
        String usual = FILES.getOrDefault(name, "");
        if (usual.isEmpty() || fileName == null || fileName.toString().equals(usual)) {
            return NOTE + line;
        }
        Path inside = directory.resolve(fileName);
        if (inside.toAbsolutePath().toString().equals(value)) {
            return line;
        }
        return Files.exists(inside)
                ? NOTE + line + "\n" + name + " = " + quoted(inside.toAbsolutePath())
                : NOTE + line;
    }

    private String mendedInclude(String line, String name, String value) {
        if (!value.startsWith("/")) {
            boolean holds = Files.exists(home.resolve(value)) || name.equals("include_if_exists");
            return holds ? line : NOTE + line;
        }
        return restored(value, name.equals("include_dir"))
                .map(copy -> NOTE + line + "\n" + name + " " + quoted(home.relativize(copy)))
                .orElse(NOTE + line);
    }

    /// Where the file or directory at `path` on the server was restored to.
    private Optional<Path> restored(String path, boolean isDirectory) {
        for (OutsideFile file : outsideFiles) {
            Path copy = directory.resolve(file.restoredAs());
            if (!isDirectory && file.path().equals(path)) {
                return Optional.of(copy);
            }
            Path parent = Path.of(file.path()).getParent();
            if (isDirectory && parent != null && parent.equals(Path.of(path))) {
                return Optional.ofNullable(copy.getParent());
            }
        }
        return Optional.empty();
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }
}
