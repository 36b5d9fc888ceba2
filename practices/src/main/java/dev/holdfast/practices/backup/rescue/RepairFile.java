package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.rescue.RepairStatement;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// A repair on its way from the comparison to the transaction: a statement a line, as JSON, in a
/// file that only its owner can read. It holds values of rows: whoever makes it deletes it. What a
/// process left that was killed, the next one deletes.
public record RepairFile(Path path) implements AutoCloseable {
    private static final String PREFIX = "repair-";
    private static final String SUFFIX = ".jsonl";
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// @param directory Holdfast's own, on this machine
    public static RepairFile create(Path directory) {
        try {
            Files.createDirectories(directory);
            deleteLeftovers(directory);
            String name = PREFIX + ProcessHandle.current().pid() + "-";
            return new RepairFile(Files.createTempFile(directory, name, SUFFIX, PRIVATE));
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static void deleteLeftovers(Path directory) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.list(directory)) {
            found = files.filter(RepairFile::isLeftover).toList();
        }
        for (Path file : found) {
            Files.deleteIfExists(file);
        }
    }

    private static boolean isLeftover(Path file) {
        String[] parts = file.getFileName().toString().split("-", 3);
        return parts.length == 3
                && file.getFileName().toString().startsWith(PREFIX)
                && parts[2].endsWith(SUFFIX)
                && parts[1].matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
    }

    /// Takes statements one by one; complete when it was closed.
    Writing write() {
        try {
            return new Writing(
                    Files.newBufferedWriter(path, StandardOpenOption.TRUNCATE_EXISTING), path);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    record Writing(BufferedWriter out, Path path) implements AutoCloseable {
        void add(RepairStatement statement) {
            try {
                out.write(MAPPER.writeValueAsString(statement));
                out.write('\n');
            } catch (IOException e) {
                throw unusable(path, e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw unusable(path, e);
            }
        }
    }

    /// Its statements in order. Close it.
    Reading read() {
        try {
            return new Reading(Files.newBufferedReader(path), path);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    record Reading(BufferedReader in, Path path) implements AutoCloseable {
        Iterator<RepairStatement> statements() {
            return in.lines().map(line -> MAPPER.readValue(line, RepairStatement.class)).iterator();
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw unusable(path, e);
            }
        }
    }

    String sha256() {
        try (DigestInputStream in =
                new DigestInputStream(
                        Files.newInputStream(path), MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[1 << 16];
            int got;
            do {
                got = in.read(buffer);
            } while (got >= 0);
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw unusable(path, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes it as SQL that `psql` runs in one transaction. `TARGET_REFUSED` when `file` is there.
    ///
    /// @param heading comment lines, without values of rows
    public void writeSql(Path file, List<String> heading) {
        if (Files.exists(file)) {
            throw new HoldfastException(
                    ProblemCode.TARGET_REFUSED,
                    file + " is there already",
                    "name another file: --sql FILE");
        }
        Path whole = file.toAbsolutePath();
        try {
            Path begun =
                    Files.createTempFile(
                            whole.getParent(), "." + whole.getFileName(), ".part", PRIVATE);
            try (OutputStream out = Files.newOutputStream(begun)) {
                writeSql(out, heading);
            }
            Files.move(begun, whole);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /// The same to whoever reads it elsewhere; the caller closes `out`.
    public void writeSql(OutputStream out, List<String> heading) throws IOException {
        try (Reading reading = read()) {
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            for (String line : heading) {
                text.write("-- " + line + "\n");
            }
            text.write("SET client_encoding = 'UTF8';\nBEGIN;\n");
            Iterator<RepairStatement> statements = reading.statements();
            while (statements.hasNext()) {
                text.write(statements.next().sql());
                text.write(";\n");
            }
            text.write("COMMIT;\n");
            text.flush();
        }
    }

    private static HoldfastException unusable(Path path, IOException e) {
        return new HoldfastException(
                ProblemCode.TARGET_UNUSABLE,
                "cannot keep the repair in %s: %s".formatted(path, e.getMessage()),
                "make room or mend the permissions there, then run the same command again",
                e);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
