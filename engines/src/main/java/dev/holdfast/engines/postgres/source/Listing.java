package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.core.engine.SourceTree;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import dev.holdfast.engines.postgres.page.RelationFile;
import dev.holdfast.engines.postgres.page.RelationFile.Fork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Walks the data directory, one query for each level: some five round trips. One recursive query
/// would do in one, but keeps every path several times on the server and spills them to its disk.
public final class Listing {

    /// Deeper than any data directory; a link that leads back to itself ends here.
    private static final int DEEPEST = 16;

    private static final int DIRECTORIES_PER_QUERY = 1000;

    private record Entry(String path, boolean directory, long sizeBytes) {}

    private final Session session;
    private final Exclusions exclusions;
    private final int pageBytes;
    private final List<String> directories = new ArrayList<>();
    private final List<Entry> files = new ArrayList<>();

    Listing(Session session, Exclusions exclusions, int pageBytes) {
        this.session = session;
        this.exclusions = exclusions;
        this.pageBytes = pageBytes;
    }

    /// Everything that a backup of this server holds, as it is now.
    public static SourceTree of(Session session, ServerFacts facts) {
        long catalogVersion =
                session.one(
                        "reading the catalogue's version",
                        "SELECT catalog_version_no FROM pg_control_system()",
                        row -> row.getLong(1));
        Exclusions exclusions = new Exclusions(facts.majorVersion(), catalogVersion);
        return new Listing(session, exclusions, facts.pageBytes()).read();
    }

    SourceTree read() {
        List<String> level = List.of(".");
        for (int depth = 0; !level.isEmpty(); depth++) {
            if (depth == DEEPEST) {
                throw tooDeep(level.getFirst());
            }
            level = readLevel(level);
        }
        return new SourceTree(sortedDirectories(), sortedFiles());
    }

    private List<String> readLevel(List<String> level) {
        List<String> next = new ArrayList<>();
        for (int from = 0; from < level.size(); from += DIRECTORIES_PER_QUERY) {
            int to = Math.min(level.size(), from + DIRECTORIES_PER_QUERY);
            for (Entry entry : query(level.subList(from, to))) {
                sort(entry, next);
            }
        }
        return next;
    }

    private void sort(Entry entry, List<String> next) {
        if (!entry.directory()) {
            if (!exclusions.isFileExcluded(entry.path())) {
                files.add(entry);
            }
        } else if (!exclusions.isDirectoryExcluded(entry.path())) {
            directories.add(entry.path());
            if (exclusions.isContentKept(entry.path())) {
                next.add(entry.path());
            }
        }
    }

    private List<Entry> query(List<String> level) {
        StringBuilder values = new StringBuilder();
        for (String directory : level) {
            values.append(values.isEmpty() ? "(" : ", (")
                    .append(Sql.literal(directory))
                    .append(')');
        }
        String sql =
                "SELECT d.path || '/' || n.name, s.isdir, s.size FROM (VALUES "
                        + values
                        + ") d(path), LATERAL pg_ls_dir(d.path, true, false) n(name),"
                        + " LATERAL pg_stat_file(d.path || '/' || n.name, true) s"
                        + " WHERE s.isdir IS NOT NULL";
        return session.list(
                "listing files",
                sql,
                row -> {
                    String path = row.getString(1);
                    return new Entry(
                            path.startsWith("./") ? path.substring(2) : path,
                            row.getBoolean(2),
                            row.getLong(3));
                });
    }

    private List<String> sortedDirectories() {
        return directories.stream().sorted().toList();
    }

    private List<SourceFile> sortedFiles() {
        Set<String> unlogged = new HashSet<>();
        for (Entry file : files) {
            if (file.path().endsWith("_init")) {
                unlogged.add(file.path().substring(0, file.path().length() - "_init".length()));
            }
        }
        return files.stream()
                .map(file -> sourceFile(file, unlogged))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(SourceFile::path))
                .toList();
    }

    /// Empty for what recovery makes anew from the init fork.
    private Optional<SourceFile> sourceFile(Entry file, Set<String> unlogged) {
        Optional<RelationFile> relation = RelationFile.parse(file.path());
        if (relation.isEmpty()) {
            return Optional.of(new SourceFile(file.path(), file.sizeBytes(), Kind.PLAIN));
        }
        if (relation.get().fork() != Fork.INIT && unlogged.contains(stem(file.path()))) {
            return Optional.empty();
        }
        boolean wholePages = file.sizeBytes() % pageBytes == 0;
        return Optional.of(
                new SourceFile(
                        file.path(), file.sizeBytes(), wholePages ? Kind.PAGED : Kind.PLAIN));
    }

    /// The path without fork and segment.
    private static String stem(String path) {
        int end = path.lastIndexOf('/') + 1;
        while (end < path.length() && Character.isDigit(path.charAt(end))) {
            end++;
        }
        return path.substring(0, end);
    }

    private HoldfastException tooDeep(String path) {
        return new HoldfastException(
                ProblemCode.SERVER_UNSUITABLE,
                session.label() + ": directories of the server are nested without end at " + path,
                "see whether a symbolic link there leads back into the data directory");
    }
}
