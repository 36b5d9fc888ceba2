package dev.holdfast.engines.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceTest {

    private static final SnapshotSettings SETTINGS = new SnapshotSettings("test", true, false);

    @TempDir private static Path directory;
    private static EmbeddedServer live;
    private Server server;

    @BeforeAll
    static void start() throws Exception {
        live = EmbeddedServer.start(18, directory.resolve("live"), Map.of());
        SourceFixture.grant(live);
    }

    @AfterAll
    static void stop() {
        live.close();
    }

    @BeforeEach
    void connect() {
        server = SourceFixture.connect(live, SourceFixture.ROLE);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void listsWhatARestoreNeedsAndNothingElse() throws Exception {
        live.execute("postgres", "CREATE UNLOGGED TABLE fleeting AS SELECT 1 AS x");
        live.execute("postgres", "CREATE TABLE lasting AS SELECT 1 AS x");
        String fleeting = live.query("postgres", "SELECT pg_relation_filepath('fleeting')");
        String lasting = live.query("postgres", "SELECT pg_relation_filepath('lasting')");
        Path data = live.dataDirectory();
        Files.createDirectories(data.resolve("base/pgsql_tmp"));
        Path spilled = Files.writeString(data.resolve("base/pgsql_tmp/pgsql_tmp123.0"), "x");
        Files.writeString(data.resolve("it's; a \\ name"), "x");
        try (Connection connection = live.connect("postgres")) {
            connection.createStatement().execute("CREATE TEMP TABLE mine AS SELECT 1 AS x");
            try (PhysicalSource source = server.beginSnapshot(SETTINGS)) {
                List<String> files = source.files().files().stream().map(SourceFile::path).toList();
                assertThat(files)
                        .contains(
                                lasting, fleeting + "_init", "PG_VERSION", "global/pg_filenode.map")
                        .contains("it's; a \\ name", "postgresql.auto.conf")
                        .doesNotContain(fleeting, "global/pg_control", "postmaster.pid")
                        .noneMatch(path -> path.matches("base/\\d+/t\\d+_.*"))
                        .noneMatch(path -> path.contains("pgsql_tmp"))
                        .noneMatch(path -> path.matches("pg_(wal|replslot|notify|subtrans)/.*"))
                        .isSorted();
                assertThat(source.files().directories())
                        .contains(
                                "pg_wal",
                                "pg_replslot",
                                "pg_tblspc",
                                "base/5",
                                "pg_multixact/members")
                        .doesNotContain("base/pgsql_tmp")
                        .isSorted();
                Copy copy = new Copy(directory.resolve("listed"));
                source.files()
                        .directories()
                        .forEach(path -> make(directory.resolve("listed"), path));
                copy.read(source, source.files().files());
                assertThat(directory.resolve("listed/it's; a \\ name")).hasContent("x");
                assertThat(copy.gone).isEmpty();
            }
        } finally {
            Files.delete(spilled);
            Files.delete(spilled.getParent());
        }
    }

    private static void make(Path root, String path) {
        assertThat(
                        root.resolve(path).toFile().mkdirs()
                                || root.resolve(path).toFile().isDirectory())
                .isTrue();
    }

    @Test
    void findsTablespacesBelowTheirLinks() throws Exception {
        live.execute(
                "postgres",
                "SET allow_in_place_tablespaces = on",
                "CREATE TABLESPACE here LOCATION ''",
                "CREATE TABLE there TABLESPACE here AS SELECT 1 AS x");
        String path = live.query("postgres", "SELECT pg_relation_filepath('there')");
        try (PhysicalSource source = server.beginSnapshot(SETTINGS)) {
            assertThat(path).startsWith("pg_tblspc/");
            assertThat(source.files().files()).anyMatch(file -> file.path().equals(path));
        }
    }

    @Test
    void reportsAPageThatIsDamagedOnDiskAndNoOther() throws Exception {
        live.execute(
                "postgres",
                "CREATE TABLE hurt AS SELECT i, repeat('x', 500) FROM generate_series(1, 5000) i",
                "CHECKPOINT");
        String path = live.query("postgres", "SELECT pg_relation_filepath('hurt')");
        Path onDisk = live.dataDirectory().resolve(path);
        try (RandomAccessFile file = new RandomAccessFile(onDisk.toFile(), "rw")) {
            file.seek(200 * 8192 + 4000);
            file.write(0x55);
        }
        for (boolean direct : List.of(false, true)) {
            Path to = Files.createDirectories(directory.resolve("hurt-" + direct));
            Files.createDirectories(to.resolve(path).getParent());
            Copy copy = new Copy(to);
            try (PhysicalSource source =
                    server.beginSnapshot(new SnapshotSettings("test", true, direct))) {
                copy.read(
                        source,
                        source.files().files().stream()
                                .filter(file -> file.path().startsWith(path))
                                .toList());
            }
            assertThat(copy.damaged).containsExactly(path + ":200");
            assertThat(to.resolve(path)).hasSameBinaryContentAs(onDisk);
        }
        live.execute("postgres", "DROP TABLE hurt");
    }

    @Test
    void deliversLessOfAFileThatShrankAndTellsOfOneThatIsGone() throws Exception {
        live.execute(
                "postgres",
                "CREATE TABLE shrinking AS SELECT i FROM generate_series(1, 500000) i",
                "CHECKPOINT");
        String path = live.query("postgres", "SELECT pg_relation_filepath('shrinking')");
        Path to = Files.createDirectories(directory.resolve("shrunk"));
        Files.createDirectories(to.resolve(path).getParent());
        Copy copy = new Copy(to);
        try (PhysicalSource source = server.beginSnapshot(SETTINGS)) {
            SourceFile file =
                    source.files().files().stream()
                            .filter(candidate -> candidate.path().equals(path))
                            .findFirst()
                            .orElseThrow();
            assertThat(file.sizeBytes()).isGreaterThan(3 << 20);
            live.execute(
                    "postgres",
                    "DELETE FROM shrinking WHERE i > 300000",
                    "VACUUM (TRUNCATE) shrinking");
            SourceFile missing = new SourceFile("base/5/999999", 8192, SourceFile.Kind.PAGED);
            copy.read(source, List.of(missing, file));
        }
        assertThat(copy.gone).containsExactly("base/5/999999");
        assertThat(copy.damaged).isEmpty();
        assertThat(to.resolve(path)).hasSameBinaryContentAs(live.dataDirectory().resolve(path));
    }

    @Test
    void keepsConfigurationWholeThatGrowsMeanwhile() throws Exception {
        Path to = Files.createDirectories(directory.resolve("configuration"));
        Copy copy = new Copy(to);
        String before = Files.readString(live.dataDirectory().resolve("postgresql.auto.conf"));
        try (PhysicalSource source = server.beginSnapshot(SETTINGS)) {
            live.execute("postgres", "ALTER SYSTEM SET cluster_name = 'grown'");
            copy.read(
                    source,
                    source.files().files().stream()
                            .filter(file -> !file.path().contains("/"))
                            .toList());
        }
        assertThat(to.resolve("postgresql.auto.conf")).hasContent(before);
        assertThat(to.resolve("PG_VERSION")).hasContent("18");
        assertThat(to.resolve("pg_hba.conf"))
                .hasSameBinaryContentAs(live.dataDirectory().resolve("pg_hba.conf"));
    }

    @Test
    void letsOnlyOneSnapshotRunOnAServer() throws Exception {
        try (PhysicalSource first = server.beginSnapshot(SETTINGS)) {
            assertThat(first.start().fromStandby()).isFalse();
            assertThatThrownBy(() -> server.beginSnapshot(SETTINGS))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e -> {
                                assertThat(e.is(ProblemCode.SERVER_BUSY)).isTrue();
                                assertThat(e.getMessage()).contains("from 127.0.0.1");
                            });
        }
        awaitNothingLeftBehind();
        server.beginSnapshot(SETTINGS).close();
    }

    @Test
    void failsWhenTheSessionOfTheBackupDied() throws Exception {
        try (PhysicalSource source = server.beginSnapshot(SETTINGS)) {
            live.execute(
                    "postgres",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%"
                            + "pg_read_binary_file%' AND pid <> pg_backend_pid() AND state = 'idle'");
            assertThatThrownBy(source::stop)
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e -> assertThat(e.is(ProblemCode.SERVER_LOST)).isTrue());
        }
    }

    @Test
    void anInterruptEndsTheStreamAndNothingIsLeftBehind() throws Exception {
        PhysicalSource source = server.beginSnapshot(SETTINGS);
        CountDownLatch receiving = new CountDownLatch(1);
        FutureTask<String> task =
                new FutureTask<>(() -> {
                    try {
                        source.receiveWal((lsn, buffer, offset, length) -> receiving.countDown());
                        return "ended";
                    } catch (InterruptedException e) {
                        return "interrupted";
                    }
                });
        Thread thread = Thread.ofPlatform().start(task);
        receiving.await();
        thread.interrupt();
        assertThat(task.get()).isEqualTo("interrupted");
        source.close();
        awaitNothingLeftBehind();
    }

    @Test
    void aRestartOfTheServerVoidsTheSnapshot() throws Exception {
        try (PhysicalSource source = server.beginSnapshot(SETTINGS)) {
            FutureTask<Void> wal =
                    new FutureTask<>(() -> {
                        source.receiveWal((lsn, buffer, offset, length) -> {});
                        return null;
                    });
            Thread.ofVirtual().start(wal);
            live.restart();
            assertThatThrownBy(wal::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e -> assertThat(e.is(ProblemCode.SERVER_LOST)).isTrue());
            assertThatThrownBy(source::stop)
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e -> assertThat(e.is(ProblemCode.SERVER_LOST)).isTrue());
        }
    }

    private static void awaitNothingLeftBehind() {
        await().untilAsserted(() ->
                assertThat(live.query("postgres", "SELECT count(*) FROM pg_replication_slots"))
                        .isEqualTo("0"));
    }
}
