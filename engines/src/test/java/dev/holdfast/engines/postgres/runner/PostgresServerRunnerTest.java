package dev.holdfast.engines.postgres.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.RunningServer;
import dev.holdfast.core.engine.RunningServer.Assertion;
import dev.holdfast.core.engine.RunningServer.Audit;
import dev.holdfast.core.engine.ServerRunner.Purpose;
import dev.holdfast.core.engine.ServerRunner.StartSettings;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.restore.OnlineCopy;
import dev.holdfast.engines.postgres.restore.PostgresDataDirectories;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresServerRunnerTest {

    private static final String SHOP =
            """
            CREATE TABLE orders (id int PRIMARY KEY, customer text, note text);
            INSERT INTO orders SELECT n, 'customer ' || n % 100, 'x' FROM generate_series(1, 5000) n;
            CREATE INDEX orders_customer ON orders (customer);
            CREATE TABLE documents (id int PRIMARY KEY, body text, meta json);
            ALTER TABLE documents ALTER COLUMN body SET STORAGE EXTERNAL;
            INSERT INTO documents
                SELECT n, repeat(md5(n::text), 400), '{"a": 1}' FROM generate_series(1, 200) n;
            CREATE UNLOGGED TABLE cache AS SELECT 1 AS n;
            CREATE MATERIALIZED VIEW per_customer AS SELECT customer, count(*) FROM orders GROUP BY 1;
            CREATE MATERIALIZED VIEW never AS SELECT 1 AS n WITH NO DATA;
            CREATE SEQUENCE numbers;
            SELECT lo_from_bytea(0, 'a large object');
            """;

    private final PostgresDataDirectories directories = new PostgresDataDirectories();
    private final PostgresServerRunner runner = new PostgresServerRunner(new SecureRandom());

    @TempDir private Path source;
    @TempDir private Path target;

    @Test
    void provesARestoredDirectoryInIsolation() throws Exception {
        provesARestoredDirectoryInIsolation(18);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    void provesARestoredDirectoryInIsolation(int majorVersion) throws Exception {
        Path archived = source.resolve("archived");
        Path data = restored(majorVersion, archived);
        Files.deleteIfExists(archived);
        try (RunningServer server = start(majorVersion, data)) {
            assertThat(server.version()).startsWith(majorVersion + ".");
            isolated(server, archived);
            Audit audit = server.audit(Progress.silent());
            assertThat(audit.damages()).isEmpty();
            assertThat(audit.lacking()).isEmpty();
            assertThat(audit.databases()).isEqualTo(3);
            assertThat(audit.rows()).isGreaterThan(5201);
            assertThat(audit.indexes()).isGreaterThan(100);
            fingerprinted(server);
            asserted(server);
        }
        assertThat(target.resolve("data.holdfast")).doesNotExist();
        assertThat(target.resolve("data.holdfast-lease")).doesNotExist();
    }

    private void isolated(RunningServer server, Path archived) throws Exception {
        assertThat(setting(server, "archive_mode")).isEqualTo("off");
        assertThat(setting(server, "primary_conninfo")).isEmpty();
        assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting(server, "max_connections")).isEqualTo("234");
        assertThat(setting(server, "shared_preload_libraries")).isEmpty();
        assertThat(setting(server, "max_logical_replication_workers")).isEqualTo("0");
        query(server, "postgres", "SELECT pg_switch_wal()::text");
        assertThat(archived).doesNotExist();
        for (String role : List.of("postgres", "application")) {
            assertThatThrownBy(() -> login(server, role, "secret").close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("pg_hba.conf");
        }
        assertThatThrownBy(() -> login(server, "holdfast_branch", "wrong").close())
                .isInstanceOf(SQLException.class);
    }

    private static void fingerprinted(RunningServer server) throws Exception {
        Map<String, String> first = server.fingerprints("shop");
        assertThat(first).containsOnlyKeys("public.orders", "public.documents");
        assertThat(first.get("public.orders")).startsWith("5000:");
        assertThat(first.get("public.documents")).startsWith("text:200:");
        query(server, "shop", "WITH m AS (DELETE FROM orders RETURNING *) SELECT count(*) FROM m");
        assertThat(server.fingerprints("shop").get("public.orders"))
                .isNotEqualTo(first.get("public.orders"));
    }

    private static void asserted(RunningServer server) throws Exception {
        List<RunningServer.AssertionResult> results =
                server.run(
                        List.of(
                                new Assertion(
                                        "documents",
                                        "shop",
                                        "SELECT count(*) FROM documents",
                                        "200"),
                                new Assertion("wrong", "shop", "SELECT 1", "2"),
                                new Assertion("broken", "shop", "SELECT * FROM nothing", "")));
        assertThat(results)
                .extracting(RunningServer.AssertionResult::passed)
                .containsExactly(true, false, false);
        assertThat(results.get(2).actual()).contains("\"nothing\" does not exist");
    }

    @Test
    void tellsWhichRelationIsDamaged() throws Exception {
        Path data = restored(17, source.resolve("archived"));
        Map<String, String> files;
        try (RunningServer server = start(17, data)) {
            files =
                    Map.of(
                            "heap", file(server, "orders"),
                            "index", file(server, "orders_customer"),
                            "toast",
                                    query(
                                            server,
                                            "shop",
                                            "SELECT pg_relation_filepath(reltoastrelid) FROM pg_class"
                                                    + " WHERE relname = 'documents'"));
            query(server, "shop", "CHECKPOINT; SELECT 1");
        }
        for (String file : files.values()) {
            flip(data.resolve(file), 3 * 8192 + 4000);
        }
        try (RunningServer server = start(17, data)) {
            Audit audit = server.audit(Progress.silent());
            assertThat(audit.lacking()).isEmpty();
            assertThat(audit.damages())
                    .anyMatch(
                            line -> line.startsWith("shop: public.orders: invalid page in block 3"))
                    .anyMatch(line -> line.startsWith("shop: index public.orders_customer: "))
                    .anyMatch(line -> line.startsWith("shop: public.documents: "))
                    .anyMatch(line -> line.startsWith("shop: TOAST of public.documents: "));
            assertThat(audit.tables()).isGreaterThan(100);
        }
    }

    @Test
    void stopsWhatADeadProcessLeftRunning() throws Exception {
        Path data = restored(18, source.resolve("archived"));
        try (RunningServer server = start(18, data)) {
            assertThat(runner.stopAbandoned(target)).isEmpty();
            query(server, "postgres", "SELECT 1");
            Files.writeString(target.resolve("data.holdfast-lease"), "1 1970-01-01T00:00:00Z\n");
            assertThat(runner.stopAbandoned(target)).containsExactly(data);
            assertThatThrownBy(() -> query(server, "postgres", "SELECT 1"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void saysInTheServersWordsWhyItDoesNotStart() throws Exception {
        Path data = restored(18, source.resolve("archived"));
        Path wal;
        try (var files = Files.list(data.resolve("pg_wal"))) {
            wal = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
        Files.delete(wal);
        assertThatThrownBy(() -> start(18, data).close())
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.is(ProblemCode.SCRATCH_FAILED)).isTrue();
                            assertThat(e)
                                    .hasMessageContaining("could not locate required checkpoint");
                        });
    }

    @Test
    void recoversToARestorePoint() throws Exception {
        recoversToARestorePoint(18);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    void recoversToARestorePoint(int majorVersion) throws Exception {
        Path data = target.resolve("data");
        try (EmbeddedServer server = EmbeddedServer.start(majorVersion, source, Map.of())) {
            server.execute(
                    "postgres",
                    "CREATE TABLE t (n int)",
                    "ALTER SYSTEM SET recovery_target_xid = '7'");
            directories.beginRestore(data, "s1");
            OnlineCopy copy = OnlineCopy.of(server, data);
            server.execute(
                    "postgres",
                    "INSERT INTO t VALUES (1)",
                    "SELECT pg_create_restore_point('before the accident')",
                    "INSERT INTO t VALUES (2)");
            OnlineCopy.copyWal(server, data);
            directories.finishRestore(
                    data, copy.recovery(List.of(), "recovery_target_name = 'before the accident'"));
        }
        try (RunningServer server = start(majorVersion, data)) {
            assertThat(query(server, "postgres", "SELECT string_agg(n::text, ',') FROM t"))
                    .isEqualTo("1");
        }
    }

    private RunningServer start(int majorVersion, Path data) throws InterruptedException {
        return runner.start(
                data, new StartSettings(majorVersion, Path.of(""), Map.of(), Purpose.PROOF));
    }

    private Path restored(int majorVersion, Path archived) throws Exception {
        Path data = target.resolve("data");
        try (EmbeddedServer server =
                EmbeddedServer.start(majorVersion, source, Map.of("max_connections", "234"))) {
            server.execute(
                    "postgres",
                    "CREATE DATABASE shop",
                    "CREATE ROLE application LOGIN PASSWORD 'secret'",
                    "ALTER DATABASE shop SET statement_timeout = 1",
                    "ALTER SYSTEM SET archive_mode = on",
                    "ALTER SYSTEM SET archive_command = 'touch " + archived + "'",
                    "ALTER SYSTEM SET primary_conninfo = 'host=primary.example'",
                    "ALTER SYSTEM SET listen_addresses = '*'",
                    "ALTER SYSTEM SET shared_preload_libraries = pg_stat_statements, pg_cron");
            try (Connection connection = server.connect("shop");
                    var statement = connection.createStatement()) {
                statement.execute("SET statement_timeout = 0");
                statement.execute(SHOP);
            }
            directories.beginRestore(data, "s1");
            OnlineCopy copy = OnlineCopy.of(server, data, "SELECT pg_switch_wal()");
            directories.finishRestore(data, copy.recovery(List.of(), "max_connections = 234"));
            Lsn now = Lsn.parse(server.query("postgres", "SELECT pg_current_wal_lsn()"));
            assertThat(now).isNotEqualTo(Lsn.ZERO);
        }
        return data;
    }

    private static String file(RunningServer server, String relation) throws SQLException {
        return query(server, "shop", "SELECT pg_relation_filepath('" + relation + "')");
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(at);
            int value = content.read();
            content.seek(at);
            content.write(value ^ 0x10);
        }
    }

    private static String setting(RunningServer server, String name) throws SQLException {
        return query(server, "postgres", "SHOW " + name);
    }

    private static String query(RunningServer server, String database, String sql)
            throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:" + server.url(database).replace("holdfast_branch@", ""),
                                "holdfast_branch",
                                server.password());
                var statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 0");
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (var result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }

    private static Connection login(RunningServer server, String role, String password)
            throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + server.url("postgres").replace("holdfast_branch@", ""), role, password);
    }
}
