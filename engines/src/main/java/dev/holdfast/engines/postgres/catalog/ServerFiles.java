package dev.holdfast.engines.postgres.catalog;

import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Single files of a server, read whole through SQL. For small ones.
public record ServerFiles(Session session) {

    /// More of a file is not read.
    public static final int LARGEST_BYTES = 1 << 20;

    /// Empty when there is no such file. At most 1 MiB.
    public Optional<byte[]> read(String path) {
        return session.list(
                        "reading " + path,
                        "SELECT pg_read_binary_file("
                                + Sql.literal(path)
                                + ", 0, "
                                + LARGEST_BYTES
                                + ", true)",
                        row -> Optional.ofNullable(row.getBytes(1)))
                .getFirst();
    }

    public Optional<String> text(String path) {
        return read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /// Sorted; empty when there is no such directory.
    List<String> list(String directory) {
        return session
                .list(
                        "listing " + directory,
                        "SELECT pg_ls_dir(" + Sql.literal(directory) + ", true, false)",
                        row -> row.getString(1))
                .stream()
                .sorted()
                .toList();
    }
}
