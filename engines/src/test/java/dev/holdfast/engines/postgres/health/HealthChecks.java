package dev.holdfast.engines.postgres.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Examination;
import dev.holdfast.core.health.Examination.NotApplicable;
import dev.holdfast.core.health.Examination.Unjudged;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.HealthSession;
import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every fault is really made, on one server of a version, and found.
abstract class HealthChecks {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir static Path directory;
    private static @Nullable EmbeddedServer running;

    private final int version;
    private EmbeddedServer server;
    private Faults faults;

    HealthChecks(int version) {
        this.version = version;
    }

    /// One for all tests of a version.
    @BeforeEach
    void useServer() throws Exception {
        if (running == null || !running.version().startsWith(version + ".")) {
            stopServer();
            running = start();
        }
        server = Objects.requireNonNull(running);
        faults = new Faults(server);
    }

    private EmbeddedServer start() throws Exception {
        EmbeddedServer started =
                EmbeddedServer.start(
                        version,
                        Files.createDirectory(directory.resolve("v" + version)),
                        Map.of(
                                "max_prepared_transactions", "5",
                                "max_connections", "20",
                                "wal_level", "logical",
                                "autovacuum", "on",
                                "archive_mode", "on",
                                "archive_command", "false",
                                "max_wal_size", "32MB",
                                "min_wal_size", "32MB",
                                "max_slot_wal_keep_size", "-1"));
        new Faults(started).grant();
        return started;
    }

    @AfterAll
    static void stopServer() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Test
    void everyCheckCanBeAskedByAMonitorAndSaysWhatItMeans() {
        try (HealthSession session = new PostgresHealth().open(faults.address(Faults.ROLE))) {
            for (Check check : new PostgresHealth().checks()) {
                assertThat(session.examine(check)).as(check.name()).isNotInstanceOf(Unjudged.class);
                assertThat(List.of(check.about(), check.why(), check.remedy()))
                        .as(check.name())
                        .noneMatch(String::isBlank);
                assertThat(check.limits().text()).as(check.name()).isNotBlank();
            }
        }
    }

    @Test
    void saysWhatItLacksInsteadOfGuessing() throws SQLException {
        server.execute("postgres", "CREATE ROLE stranger LOGIN");
        Examination examination = faults.examine("blocked", "stranger");
        assertThat(examination).isInstanceOf(Unjudged.class);
        assertThat(((Unjudged) examination).hint()).isEqualTo("GRANT pg_monitor TO stranger;");
        assertThat(((Unjudged) faults.examine("multixact-members", "stranger")).hint())
                .contains("pg_ls_dir(text, boolean, boolean) TO stranger");
    }

    @Test
    void changesNothing() {
        try (HealthSession session = new PostgresHealth().open(faults.address("postgres"))) {
            Examination tried = session.examineOwn("CREATE TABLE made_by_a_check (n int)");
            assertThat(((Unjudged) tried).reason()).contains("read-only transaction");
        }
    }

    @Test
    void givesUpWhatTakesLong() {
        try (HealthSession session = new PostgresHealth().open(faults.address(Faults.ROLE))) {
            Examination slow = session.examineOwn("SELECT 1 FROM pg_sleep(60)");
            assertThat(((Unjudged) slow).reason()).contains("longer than 3 s");
            assertThat(session.examineOwn("SELECT 7")).isInstanceOf(Examination.Read.class);
        }
    }

    @Test
    void countsConnections() throws SQLException {
        List<Connection> held = new ArrayList<>();
        try {
            for (int i = 0; i < 15; i++) {
                held.add(server.connect("postgres"));
            }
            Reading reading = faults.worst("connections");
            assertThat(Faults.named("connections").limits().judge(reading.value()))
                    .isIn(Health.WARNING, Health.CRITICAL);
            assertThat(reading.message()).contains("of 17 connections are in use");
        } finally {
            for (Connection each : held) {
                each.close();
            }
        }
    }

    @Test
    void namesTheHeadOfAQueue() throws Exception {
        server.execute("postgres", "CREATE TABLE queue (n int)");
        try (Connection holder = server.connect("postgres");
                Connection ddl = server.connect("postgres");
                Connection reader = server.connect("postgres")) {
            int pid = begin(holder, "LOCK TABLE queue IN ACCESS SHARE MODE");
            Thread waiting = waits(ddl, "ALTER TABLE queue ADD COLUMN m int");
            await().atMost(SOON).until(() -> waiting() == 1);
            Thread behind = waits(reader, "SELECT * FROM queue");
            await().atMost(SOON).until(() -> waiting() == 2);
            Reading blocked = faults.worst("blocked");
            assertThat(blocked.message())
                    .contains("2 sessions wait", "queue", "session " + pid)
                    .contains("idle in transaction");
            assertThat(blocked.hint()).contains("pg_cancel_backend(" + pid + ")");
            assertThat(faults.worst("idle-in-transaction").message()).contains("session " + pid);
            assertThat(faults.worst("long-transaction").value()).isPositive();
            holder.rollback();
            waiting.join();
            behind.join();
        }
    }

    private long waiting() throws SQLException {
        return Long.parseLong(
                server.query("postgres", "SELECT count(*) FROM pg_locks WHERE NOT granted"));
    }

    private static int begin(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            try (ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static Thread waits(Connection connection, String sql) {
        return Thread.ofVirtual()
                .start(() -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(sql);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    void findsAForgottenPreparedTransactionAndWhatItHolds() throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            begin(connection, "CREATE TABLE prepared_here (n int)");
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_current_xact_id()");
                statement.execute("PREPARE TRANSACTION 'forgotten'");
            }
        }
        for (int i = 0; i < 50; i++) {
            server.query("postgres", "SELECT pg_current_xact_id()");
        }
        assertThat(faults.worst("prepared-transactions").hint())
                .isEqualTo("in database postgres: ROLLBACK PREPARED 'forgotten';");
        Reading horizon = faults.worst("xmin-horizon");
        assertThat(horizon.message()).contains("prepared transaction forgotten");
        assertThat(horizon.value()).isGreaterThanOrEqualTo(50);
        assertThat(faults.worst("xid-age").clock()).isPresent();
        server.execute("postgres", "ROLLBACK PREPARED 'forgotten'");
        assertThat(faults.readings("prepared-transactions")).isEmpty();
    }

    @Test
    void seesASlotThatNobodyReads() throws SQLException {
        server.execute(
                "postgres",
                "SELECT pg_create_physical_replication_slot('nobody', true)",
                "CREATE TABLE log_filler AS SELECT repeat('x', 1000) FROM generate_series(1, 30000)");
        Reading slot =
                faults.readings("slots-retained").stream()
                        .filter(each -> each.object().equals("nobody"))
                        .findFirst()
                        .orElseThrow();
        assertThat(slot.value()).isGreaterThan(20 << 20);
        assertThat(slot.message()).contains("nobody reads it");
        assertThat(slot.hint()).contains("pg_drop_replication_slot('nobody')");
        assertThat(faults.worst("wal-directory").value()).isGreaterThan(0.5);
        server.execute(
                "postgres",
                "ALTER SYSTEM SET max_slot_wal_keep_size = '16MB'",
                "SELECT pg_reload_conf()",
                "SELECT pg_switch_wal()",
                "CREATE TABLE log_filler2 AS SELECT * FROM log_filler",
                "CHECKPOINT");
        Reading lost = faults.worst("slots-lost");
        assertThat(Faults.named("slots-lost").limits().judge(lost.value()))
                .isEqualTo(Health.CRITICAL);
        server.execute(
                "postgres",
                "SELECT pg_drop_replication_slot('nobody')",
                "ALTER SYSTEM RESET max_slot_wal_keep_size",
                "SELECT pg_reload_conf()");
    }

    @Test
    void seesAnArchiveThatFails() throws SQLException {
        server.execute("postgres", "SELECT pg_switch_wal()");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(faults.worst("archiving").message()).contains("failing"));
        assertThat(faults.worst("archive-backlog").value()).isPositive();
    }

    @Test
    void findsIdsThatRunOutInSequencesAndInTheirColumns() throws SQLException {
        server.execute(
                "postgres",
                "CREATE TABLE narrow (id serial PRIMARY KEY)",
                "ALTER SEQUENCE narrow_id_seq AS bigint",
                "SELECT setval('narrow_id_seq', 2147483000)",
                "CREATE SEQUENCE alone AS smallint",
                "SELECT setval('alone', 30000)");
        assertThat(faults.readings("sequences"))
                .anyMatch(each -> each.object().equals("public.narrow.id") && each.value() == 100.0)
                .anyMatch(each -> each.object().equals("public.alone") && each.value() > 90);
        assertThat(faults.worst("sequences").clock().orElseThrow().limit()).isEqualTo(2147483647);
    }

    @Test
    void findsAnInvalidIndexAndAnUnvalidatedConstraint() throws SQLException {
        server.execute(
                "postgres", "CREATE TABLE twice AS SELECT 1 AS n FROM generate_series(1, 2)");
        try {
            server.execute("postgres", "CREATE UNIQUE INDEX CONCURRENTLY twice_n ON twice (n)");
        } catch (SQLException expected) {
            assertThat(expected.getSQLState()).isEqualTo("23505");
        }
        server.execute(
                "postgres", "ALTER TABLE twice ADD CONSTRAINT large CHECK (n > 5) NOT VALID");
        assertThat(faults.worst("invalid-indexes").hint())
                .isEqualTo("DROP INDEX CONCURRENTLY public.twice_n; then build it again");
        assertThat(faults.worst("unvalidated-constraints").hint())
                .isEqualTo("ALTER TABLE public.twice VALIDATE CONSTRAINT large;");
    }

    @Test
    void findsDeadRowsAndEmptyPages() throws SQLException {
        server.execute(
                "postgres",
                "CREATE TABLE swollen (n int, filler text) WITH (autovacuum_enabled = off)",
                "INSERT INTO swollen SELECT n, repeat('x', 1000) FROM generate_series(1, 70000) n",
                "DELETE FROM swollen WHERE n > 7000");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(faults.readings("autovacuum-behind"))
                                .anyMatch(each ->
                                        each.object().equals("public.swollen")
                                                && each.value() > 5));
        server.execute(
                "postgres",
                "INSERT INTO swollen VALUES (70001, 'keeps the last page')",
                "VACUUM swollen",
                "ANALYZE swollen");
        assertThat(faults.readings("bloat"))
                .anyMatch(each -> each.object().equals("public.swollen") && each.value() > 80);
    }

    @Test
    void seesSettingsThatEndanger() throws SQLException {
        server.execute(
                "postgres",
                "ALTER SYSTEM SET zero_damaged_pages = on",
                "ALTER SYSTEM SET max_connections = 30",
                "SELECT pg_reload_conf()");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(faults.readings("dangerous-settings"))
                                .anyMatch(each -> each.object().equals("zero_damaged_pages")));
        assertThat(faults.readings("pending-restart"))
                .anyMatch(each -> each.object().equals("max_connections"));
        assertThat(faults.readings("settings"))
                .anyMatch(each ->
                        each.object().equals("zero_damaged_pages") && each.message().equals("on"));
        server.execute("postgres", "ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()");
    }

    @Test
    void tellsEachObjectOfTheSchema() throws SQLException {
        server.execute("postgres", "CREATE TABLE changing (n int)");
        Reading before = schema("table public.changing");
        server.execute("postgres", "ALTER TABLE changing ADD COLUMN m text");
        assertThat(schema("table public.changing").message()).isNotEqualTo(before.message());
    }

    private Reading schema(String object) {
        return faults.readings("schema").stream()
                .filter(each -> each.object().equals(object))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void seesThatTheSystemSortsDifferently() throws SQLException {
        server.execute(
                "postgres",
                "CREATE COLLATION aged (provider = icu, locale = 'de')",
                "UPDATE pg_collation SET collversion = '1' WHERE collname = 'aged'");
        assertThat(faults.readings("collations"))
                .anyMatch(
                        each -> each.message().contains("collation aged was built with version 1"));
        server.execute("postgres", "DROP COLLATION aged");
    }

    @Test
    void countsPagesThatDoNotMatchTheirChecksum() throws Exception {
        assertThat(faults.readings("checksum-failures")).allMatch(each -> each.value() == 0);
        new Corruption(server).ofTable("postgres", "corrupted");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(faults.worst("checksum-failures").value())
                                .isGreaterThanOrEqualTo(1));
    }

    @Test
    void knowsTheRoomOfALocalServer() {
        assertThat(faults.readings("inodes-free"))
                .hasSize(2)
                .allMatch(each -> each.value() > 0 && each.message().contains("inodes"));
        assertThat(faults.readings("disk-free"))
                .allMatch(each -> each.value() > 0 && each.clock().isPresent());
    }

    @Test
    void asksAStandbysQuestionsOfStandbysOnly() {
        assertThat(faults.examine("standby-receiver")).isInstanceOf(NotApplicable.class);
        assertThat(faults.readings("replication-lag")).isEmpty();
    }

    @Test
    void leavesStatementsOutWhereTheExtensionIsMissing() {
        assertThat(faults.examine("statements")).isInstanceOf(NotApplicable.class);
    }

    @Test
    void judgesByItsLimits() {
        Limits limits = Faults.named("connections").limits();
        assertThat(limits.judge(79)).isEqualTo(Health.OK);
        assertThat(limits.judge(80)).isEqualTo(Health.WARNING);
        assertThat(limits.judge(95)).isEqualTo(Health.CRITICAL);
        assertThat(limits.with(OptionalDouble.of(50), OptionalDouble.empty()).judge(60))
                .isEqualTo(Health.WARNING);
        assertThat(limits.judge(Double.NaN)).isEqualTo(Health.UNKNOWN);
    }
}
