package dev.holdfast.engines.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StandbyTest {

    private static final SnapshotSettings SETTINGS = new SnapshotSettings("test", true, false);
    private static final long WAL_SEGMENT = 16L << 20;

    @TempDir private Path directory;

    @Test
    void aCopyOfAStandbyStarts() throws Exception {
        aCopyOfAStandbyStarts(17);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 18})
    void aCopyOfAStandbyStarts(int majorVersion) throws Exception {
        try (EmbeddedServer primary =
                EmbeddedServer.start(
                        majorVersion,
                        directory.resolve("primary"),
                        Map.of("wal_keep_size", "512MB"))) {
            SourceFixture.grant(primary);
            primary.execute(
                    "postgres", "CREATE TABLE t AS SELECT i FROM generate_series(1, 100000) i");
            try (EmbeddedServer standby = makeStandby(primary)) {
                Copy copy = new Copy(directory.resolve("copy/data"), "archive_mode=off");
                try (Server server = SourceFixture.connect(standby, SourceFixture.ROLE);
                        PhysicalSource source = server.beginSnapshot(SETTINGS)) {
                    assertThat(source.start().fromStandby()).isTrue();
                    copy.take(
                            source,
                            WAL_SEGMENT,
                            () -> {
                                primary.execute("postgres", "UPDATE t SET i = -i", "CHECKPOINT");
                                awaitReplayed(primary, standby);
                                standby.execute("postgres", "CHECKPOINT");
                            });
                }
                assertThat(copy.damaged).isEmpty();
                try (EmbeddedServer restored =
                        EmbeddedServer.start(majorVersion, directory.resolve("copy"), Map.of())) {
                    assertThat(restored.query("postgres", "SELECT pg_is_in_recovery()"))
                            .isEqualTo("f");
                    assertThat(restored.query("postgres", "SELECT sum(i) FROM t"))
                            .isEqualTo("-5000050000");
                }
                promotionVoidsTheSnapshot(standby);
                aSnapshotOfTheNewTimelineHoldsItsHistory(standby, majorVersion);
            }
        }
    }

    private EmbeddedServer makeStandby(EmbeddedServer primary) throws Exception {
        Path home = directory.resolve("standby");
        Copy copy =
                new Copy(
                        home.resolve("data"),
                        "primary_conninfo='host=127.0.0.1 port=%d user=postgres'"
                                .formatted(primary.port()));
        try (Server server = SourceFixture.connect(primary, SourceFixture.ROLE);
                PhysicalSource source = server.beginSnapshot(SETTINGS)) {
            copy.take(source, WAL_SEGMENT, () -> {});
        }
        Files.createFile(home.resolve("data/standby.signal"));
        EmbeddedServer standby = EmbeddedServer.start(primary.majorVersion(), home, Map.of());
        awaitReplayed(primary, standby);
        return standby;
    }

    private static void awaitReplayed(EmbeddedServer primary, EmbeddedServer standby)
            throws Exception {
        String lsn = primary.query("postgres", "SELECT pg_current_wal_flush_lsn()");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(replayed(standby, lsn))
                                .as(() -> read(standby.log()))
                                .isEqualTo("t"));
    }

    private static String replayed(EmbeddedServer standby, String lsn) throws SQLException {
        return standby.query("postgres", "SELECT pg_last_wal_replay_lsn() >= '" + lsn + "'");
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void promotionVoidsTheSnapshot(EmbeddedServer standby) throws Exception {
        try (Server server = SourceFixture.connect(standby, SourceFixture.ROLE);
                PhysicalSource source = server.beginSnapshot(SETTINGS)) {
            standby.query("postgres", "SELECT pg_promote()");
            assertThatThrownBy(source::stop)
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e -> assertThat(e.is(ProblemCode.SERVER_CHANGED)).isTrue());
        }
    }

    private void aSnapshotOfTheNewTimelineHoldsItsHistory(EmbeddedServer promoted, int majorVersion)
            throws Exception {
        promoted.execute("postgres", "CREATE TABLE later AS SELECT 1 AS x");
        Copy copy = new Copy(directory.resolve("copy2/data"), "archive_mode=off");
        try (Server server = SourceFixture.connect(promoted, SourceFixture.ROLE);
                PhysicalSource source = server.beginSnapshot(SETTINGS)) {
            assertThat(source.start().timeline()).isEqualTo(2);
            PhysicalSource.Stop stop = copy.take(source, WAL_SEGMENT, () -> {});
            assertThat(stop.timelineHistory()).startsWith("1\t0/");
        }
        try (EmbeddedServer restored =
                EmbeddedServer.start(majorVersion, directory.resolve("copy2"), Map.of())) {
            assertThat(restored.query("postgres", "SELECT count(*) FROM later")).isEqualTo("1");
        }
    }
}
