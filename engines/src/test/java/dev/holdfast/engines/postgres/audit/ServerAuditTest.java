package dev.holdfast.engines.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.engine.RunningServer.Audit;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerAuditTest {

    private static EmbeddedServer server;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws Exception {
        server = EmbeddedServer.start(18, directory, Map.of());
        server.execute("postgres", "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void goesOnWhenAnotherSessionsCrashEndsItsOwn() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        Sessions crashing =
                database -> {
                    if (opened.incrementAndGet() == 3) {
                        crash();
                    }
                    return server.connect(database);
                };
        Audit audit = new ServerAudit(crashing, List.of(), Progress.silent()).run();
        assertThat(audit.damages()).isEmpty();
        assertThat(audit.rows()).isGreaterThan(1000);
    }

    /// A backend that is killed makes the server restart itself, which ends all sessions.
    private static void crash() {
        try {
            server.execute("postgres", "COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'");
        } catch (SQLException e) {
            assertThat(e.getSQLState()).startsWith("08");
        }
    }

    @Test
    void blamesThisMachineForAMissingLibrary() throws Exception {
        server.execute(
                "postgres",
                "CREATE DATABASE maps",
                "UPDATE pg_database SET datallowconn = true WHERE datname = 'maps'");
        server.execute(
                "maps",
                "SET check_function_bodies = off",
                "CREATE FUNCTION area(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'",
                "CREATE TABLE roads AS SELECT 1 AS n",
                "CREATE INDEX ON roads (area(n))",
                "UPDATE pg_proc SET prolang = 13, probin = '$libdir/postgis-3', prosrc = 'area',"
                        + " prosqlbody = NULL WHERE proname = 'area'",
                "CREATE VIEW v AS SELECT 1");
        Audit audit =
                new ServerAudit(server::connect, List.of("timescaledb"), Progress.silent()).run();
        assertThat(audit.damages()).isEmpty();
        assertThat(audit.lacking())
                .anyMatch(line ->
                        line.startsWith("maps: index public.roads_area_idx: could not access file"))
                .anyMatch(line -> line.startsWith("library timescaledb: "));
        server.execute("postgres", "DROP DATABASE maps");
    }

    @Test
    void endsSoonWhenItIsInterrupted() {
        Sessions slow =
                database -> {
                    Thread.currentThread().interrupt();
                    return server.connect(database);
                };
        assertThatThrownBy(() -> new ServerAudit(slow, List.of(), Progress.silent()).run())
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void keepsValuesOutOfItsWords() throws Exception {
        assertThatThrownBy(() -> server.query("postgres", "SELECT 'secret'::int"))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e ->
                                assertThat(Complaint.of(e).words())
                                        .isEqualTo("invalid input syntax for type integer"));
    }

    @Test
    void fingerprintsDoNotDependOnTheOrderOfRowsAndSeeDuplicates() throws Exception {
        server.execute(
                "postgres",
                "CREATE TABLE forwards AS SELECT n, md5(n::text) FROM generate_series(1, 99) n",
                "CREATE TABLE backwards AS SELECT * FROM forwards ORDER BY n DESC",
                "CREATE TABLE twice AS SELECT * FROM forwards UNION ALL"
                        + " (SELECT * FROM forwards WHERE n = 7)"
                        + " UNION ALL (SELECT * FROM forwards WHERE n = 7)");
        Map<String, String> fingerprints = new FingerprintRun(server::connect, "postgres").run();
        assertThat(fingerprints.get("public.forwards"))
                .isEqualTo(fingerprints.get("public.backwards"))
                .isNotEqualTo(fingerprints.get("public.twice"));
    }
}
