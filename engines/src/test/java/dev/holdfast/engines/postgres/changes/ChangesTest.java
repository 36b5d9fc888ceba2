package dev.holdfast.engines.postgres.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Changes;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.PhysicalSource.Former;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChangesTest {

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
                Server server = Taken.connect(live)) {
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
            Taken former = Taken.take(server, live);
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
                Map<String, byte[]> now = Taken.read(source);
                int unread = 0;
                for (SourceFile file : source.files().files()) {
                    unread += Taken.compare(file, known, former.content(), now);
                }
                assertThat(unread).as("pages that need not be read").isGreaterThan(1500);
                assertThat(Taken.changed(still, known, source, former)).isEmpty();
                assertThat(Taken.changed(busy, known, source, former)).isNotEmpty();
            }
        }
    }

    @Test
    void saysWhyItDoesNotKnow() throws Exception {
        try (EmbeddedServer live = EmbeddedServer.start(18, directory, Map.of());
                Server server = Taken.connect(live)) {
            Taken former = Taken.take(server, live);
            try (PhysicalSource source =
                    server.beginSnapshot(new SnapshotSettings("b", true, false))) {
                assertThat(source.changesSince(former.former()))
                        .isInstanceOfSatisfying(
                                Changes.InLog.class,
                                inLog -> {
                                    assertThat(inLog.reason()).isEqualTo("summarize_wal is off");
                                    assertThat(inLog.remedy()).startsWith("ALTER SYSTEM SET");
                                });
                assertThat(reason(source, former, "42", 1)).contains("another server");
                assertThat(reason(source, former, former.former().systemIdentifier(), 7))
                        .contains("timeline 7");
                live.execute(
                        "postgres",
                        "ALTER SYSTEM SET summarize_wal = on",
                        "SELECT pg_reload_conf()");
            }
            Taken second = Taken.take(server, live);
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
            Taken former;
            try (Server server = Taken.connect(live)) {
                former = Taken.take(server, live);
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
            try (Server server = Taken.connect(live);
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

    private static String reason(PhysicalSource source, Taken former, String system, int timeline)
            throws Exception {
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
}
