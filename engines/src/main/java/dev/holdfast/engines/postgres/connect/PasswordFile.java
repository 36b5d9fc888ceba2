package dev.holdfast.engines.postgres.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// PostgreSQL's password file, read by its own rules: `host:port:database:user:password`, first
/// match wins, and a file that others can read is not used.
///
/// @see <a href="https://www.postgresql.org/docs/current/libpq-pgpass.html">The Password File</a>
record PasswordFile(Path path) {

    /// What a look into the file came to.
    sealed interface Found {
        record Password(String text) implements Found {}

        /// No file, or no line that matches.
        record Nothing() implements Found {}

        /// Not used.
        ///
        /// @param reason for people
        /// @param remedy what to type
        record Unusable(String reason, String remedy) implements Found {}
    }

    static PasswordFile standard(@Nullable String fromUrl) {
        String named = fromUrl != null ? fromUrl : System.getenv("PGPASSFILE");
        if (named != null && !named.isEmpty()) {
            return new PasswordFile(Path.of(named));
        }
        return new PasswordFile(Path.of(System.getProperty("user.home", "."), ".pgpass"));
    }

    Found find(HostPort host, String database, String user) {
        if (!Files.isRegularFile(path)) {
            return new Found.Nothing();
        }
        try {
            if (othersMayRead()) {
                return new Found.Unusable(
                        "password file " + path + " can be read by others and is not used",
                        "chmod 600 " + path);
            }
            List<String> wanted =
                    List.of(host.host(), Integer.toString(host.port()), database, user);
            return Files.readAllLines(path).stream()
                    .map(PasswordFile::fields)
                    .filter(fields -> matches(fields, wanted))
                    .findFirst()
                    .<Found>map(fields -> new Found.Password(fields.get(4)))
                    .orElseGet(Found.Nothing::new);
        } catch (IOException e) {
            return new Found.Unusable(
                    "password file " + path + " cannot be read: " + e.getMessage(),
                    "chmod 600 " + path);
        }
    }

    private boolean othersMayRead() throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return permissions.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"));
    }

    private static boolean matches(List<String> fields, List<String> wanted) {
        if (fields.size() != 5) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Character> escaped(String line, int i) {
        return line.charAt(i) == '\\' && i + 1 < line.length()
                ? Optional.of(line.charAt(i + 1))
                : Optional.empty();
    }

    /// The five fields; empty for a comment.
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        if (line.startsWith("#")) {
            return fields;
        }
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            Optional<Character> escaped = escaped(line, i);
            if (escaped.isPresent()) {
                field.append(escaped.get().charValue());
                i++;
            } else if (line.charAt(i) == ':' && fields.size() < 4) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(line.charAt(i));
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
