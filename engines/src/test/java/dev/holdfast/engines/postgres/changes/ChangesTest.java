package dev.holdfast.engines.postgres.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Changes;
import dev.holdfast.core.engine.Changes.FileChange;
import dev.holdfast.core.engine.Changes.PageRun;
import dev.holdfast.core.engine.FileReader;
import dev.holdfast.core.engine.FileReader.Range;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.PhysicalSource.Former;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.engines.postgres.PostgresServer;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChangesTest {

    private static final int PAGE = 8192;

    @TempDir private Path directory;

    @Test
    void everyPageThatDiffersIsNamed() throws Exception {
        everyPageThatDiffersIsNamed(18);
    }

    @Tag("full")
    @Test
    void everyPageThatDiffersIsNamedOn17() throws Exception {
        everyPageThatDiffersIsNamed(17);
    }

    private void everyPageThatDiffersIsNamed(int majorVersion) throws Exception {
        try (EmbeddedServer live =
                        EmbeddedServer.start(
                                majorVersion, directory, Map.of("summarize_wal", "on"));
                Server server = connect(live)) {
            live.execute(
                    "postgres",
                    "ALTER ROLE postgres SET temp_file_limit = '64kB'",
                    "CREATE TABLE still AS SELECT i, repeat('s', 100) FROM generate_series(1, 50000) i",
                    "CREATE TABLE busy AS SELECT i, repeat('b', 100) t FROM generate_series(1, 50000) i",
                    "CREATE INDEX ON busy (i)",
                    "CREATE TABLE tail AS SELECT i, repeat('t', 100) t FROM generate_series(1, 20000) i",
                    "CREATE TABLE emptied AS SELECT i FROM generate_series(1, 20000) i",
                    "CREATE TABLE rewritten AS SELECT i FROM generate_series(1, 20000) i",
                    "CREATE TABLE gone AS SELECT i FROM generate_series(1, 20000) i",
                    "VACUUM");
            String still = live.query("postgres", "SELECT pg_relation_filepath('still')");
            String busy = live.query("postgres", "SELECT pg_relation_filepath('busy')");
            Snapshot former = take(server, live);
            live.execute(
                    "postgres",
                    "SET enable_seqscan = off",
                    "UPDATE busy SET t = 'x' WHERE i IN (7, 4000, 33000, 49999)",
                    "INSERT INTO busy SELECT i, repeat('n', 100) FROM generate_series(50001, 52000) i",
                    "DELETE FROM tail WHERE i > 5000",
                    "VACUUM tail",
                    "INSERT INTO tail SELECT i, 'again' FROM generate_series(1, 3000) i",
                    "TRUNCATE emptied",
                    "VACUUM FULL rewritten",
                    "DROP TABLE gone",
                    "CREATE TABLE fresh AS SELECT i FROM generate_series(1, 1000) i",
                    "CREATE DATABASE copied STRATEGY file_copy",
                    "CREATE DATABASE logged STRATEGY wal_log",
                    "SELECT lo_from_bytea(0, convert_to(repeat('x', 100000), 'UTF8'))");
            try (PhysicalSource source =
                    server.beginSnapshot(new SnapshotSettings("b", true, false))) {
                Changes changes = source.changesSince(former.former());
                assertThat(changes).isInstanceOf(Changes.Known.class);
                Changes.Known known = (Changes.Known) changes;
                Map<String, byte[]> now = read(source);
                int unread = 0;
                for (SourceFile file : source.files().files()) {
                    unread += compare(file, known, former.content(), now);
                }
                assertThat(unread).as("pages that need not be read").isGreaterThan(1500);
                assertThat(changed(still, known, source, former)).isEmpty();
                assertThat(changed(busy, known, source, former)).isNotEmpty();
            }
        }
    }

    @Test
    void saysWhyItDoesNotKnow() throws Exception {
        try (EmbeddedServer live = EmbeddedServer.start(18, directory, Map.of());
                Server server = connect(live)) {
            Snapshot former = take(server, live);
            try (PhysicalSource source =
                    server.beginSnapshot(new SnapshotSettings("b", true, false))) {
                assertThat(source.changesSince(former.former()))
                        .isInstanceOfSatisfying(
                                Changes.Unknown.class,
                                unknown -> {
                                    assertThat(unknown.reason()).isEqualTo("summarize_wal is off");
                                    assertThat(unknown.remedy()).startsWith("ALTER SYSTEM SET");
                                });
                assertThat(reason(source, former, "42", 1)).contains("another server");
                assertThat(reason(source, former, former.former().systemIdentifier(), 7))
                        .contains("timeline 7");
                live.execute(
                        "postgres",
                        "ALTER SYSTEM SET summarize_wal = on",
                        "SELECT pg_reload_conf()");
            }
            Snapshot second = take(server, live);
            live.execute("postgres", "CHECKPOINT");
            try (PhysicalSource source =
                    server.beginSnapshot(new SnapshotSettings("b", true, false))) {
                assertThat(source.changesSince(second.former())).isInstanceOf(Changes.Known.class);
            }
        }
    }

    /// The restored server stays on its timeline, and its summaries cover every LSN since the
    /// former snapshot: of another history.
    @Test
    void doesNotBuildOnWhatARestoreUndid() throws Exception {
        try (EmbeddedServer live =
                EmbeddedServer.start(18, directory, Map.of("summarize_wal", "on"))) {
            live.execute("postgres", "CREATE TABLE t AS SELECT i FROM generate_series(1, 50000) i");
            live.stop();
            Path earlier = directory.resolve("earlier");
            run("cp", "-a", live.dataDirectory().toString(), earlier.toString());
            live.start();
            live.execute("postgres", "UPDATE t SET i = -i WHERE i % 500 = 0");
            Snapshot former;
            try (Server server = connect(live)) {
                former = take(server, live);
            }
            live.stop();
            run("rm", "-r", live.dataDirectory().toString());
            run("cp", "-a", earlier.toString(), live.dataDirectory().toString());
            Files.writeString(
                    live.dataDirectory().resolve("backup_label.old"), "START WAL LOCATION: …");
            live.start();
            live.execute(
                    "postgres",
                    "SELECT pg_logical_emit_message(false, 'x', repeat('x', 1000000))"
                            + " FROM generate_series(1, 40)");
            try (Server server = connect(live);
                    PhysicalSource source =
                            server.beginSnapshot(new SnapshotSettings("b", true, false))) {
                assertThat(source.start().lsn()).isGreaterThan(former.former().stop());
                assertThat(source.start().timeline()).isEqualTo(former.former().timeline());
                assertThat(source.changesSince(former.former()))
                        .isInstanceOfSatisfying(
                                Changes.Unknown.class,
                                unknown -> assertThat(unknown.reason()).contains("restored"));
            }
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static String reason(
            PhysicalSource source, Snapshot former, String system, int timeline) throws Exception {
        Former other =
                new Former(
                        system,
                        former.former().origin(),
                        timeline,
                        former.former().start(),
                        former.former().stop(),
                        former.former().files());
        return ((Changes.Unknown) source.changesSince(other)).reason();
    }

    private record Snapshot(Former former, Map<String, byte[]> content) {}

    private static Server connect(EmbeddedServer live) {
        return PostgresServer.connect(
                new ServerAddress(
                        "shop@production",
                        live.url("postgres"),
                        Optional.empty(),
                        Optional.empty()),
                InstantSource.system());
    }

    private static Snapshot take(Server server, EmbeddedServer live) throws Exception {
        try (PhysicalSource source = server.beginSnapshot(new SnapshotSettings("a", true, false))) {
            Map<String, byte[]> content = read(source);
            live.execute("postgres", "UPDATE pg_description SET description = description");
            PhysicalSource.Stop stop = source.stop();
            return new Snapshot(
                    new Former(
                            server.facts().systemIdentifier(),
                            source.start().origin(),
                            source.start().timeline(),
                            source.start().lsn(),
                            stop.lsn(),
                            source.files().files()),
                    content);
        }
    }

    private static Map<String, byte[]> read(PhysicalSource source) throws Exception {
        List<Range> ranges =
                source.files().files().stream()
                        .map(file -> new Range(file, 0, file.sizeBytes()))
                        .toList();
        Map<String, ByteArrayOutputStream> parts = new HashMap<>();
        ranges.forEach(range -> parts.put(range.file().path(), new ByteArrayOutputStream()));
        try (FileReader reader = source.openReader()) {
            reader.read(
                    ranges,
                    new FileReader.Sink() {
                        @Override
                        public void bytes(int index, byte[] buffer, int offset, int length) {
                            Objects.requireNonNull(parts.get(ranges.get(index).file().path()))
                                    .write(buffer, offset, length);
                        }

                        @Override
                        public void gone(int index) {
                            parts.remove(ranges.get(index).file().path());
                        }

                        @Override
                        public void damagedPage(int index, int page) {
                            throw new AssertionError(ranges.get(index) + " page " + page);
                        }
                    });
        }
        Map<String, byte[]> content = new HashMap<>();
        parts.forEach((path, bytes) -> content.put(path, bytes.toByteArray()));
        return content;
    }

    /// @return how many pages need not be read
    private static int compare(
            SourceFile file,
            Changes.Known known,
            Map<String, byte[]> former,
            Map<String, byte[]> now) {
        byte[] before = former.get(file.path());
        byte[] after = now.get(file.path());
        if (before == null || after == null || file.kind() != Kind.PAGED) {
            return 0;
        }
        FileChange change = known.files().of(file, before.length);
        if (!(change instanceof FileChange.Pages(List<PageRun> runs))) {
            return 0;
        }
        BitSet named = new BitSet();
        runs.forEach(run -> named.set(run.first(), run.first() + run.count()));
        int pages = (int) (file.sizeBytes() / PAGE);
        for (int page = named.nextClearBit(0); page < pages; page = named.nextClearBit(page + 1)) {
            int at = page * PAGE;
            assertThat(Arrays.equals(before, at, at + PAGE, after, at, at + PAGE))
                    .as("%s page %d is as it was", file.path(), page)
                    .isTrue();
        }
        return pages - named.cardinality();
    }

    private static List<PageRun> changed(
            String path, Changes.Known known, PhysicalSource source, Snapshot former) {
        SourceFile file =
                source.files().files().stream()
                        .filter(candidate -> candidate.path().equals(path))
                        .findFirst()
                        .orElseThrow();
        return ((FileChange.Pages)
                        known.files()
                                .of(file, former.content().getOrDefault(path, new byte[0]).length))
                .runs();
    }
}
