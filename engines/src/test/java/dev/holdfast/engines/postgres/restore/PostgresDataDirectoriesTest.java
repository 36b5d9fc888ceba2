package dev.holdfast.engines.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.DataDirectories.State;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.ServerFacts.OutsideFile;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresDataDirectoriesTest {

    private final PostgresDataDirectories directories = new PostgresDataDirectories();

    @TempDir private Path source;
    @TempDir private Path target;

    @Test
    void restoresADirectoryThatAPlainServerStarts() throws Exception {
        restoresADirectoryThatAPlainServerStarts(18);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    void restoresADirectoryThatAPlainServerStarts(int majorVersion) throws Exception {
        Path restored = target.resolve("data");
        List<OutsideFile> outside =
                List.of(
                        new OutsideFile(
                                "/etc/pg/postgresql.conf",
                                "postgresql.conf",
                                """
                                data_directory = '/var/lib/pg/data'
                                hba_file = '/etc/pg/pg_hba.conf'  # Debian
                                ident_file='/etc/pg/pg_ident.conf'
                                external_pid_file = '/nowhere/18-main.pid'
                                include_dir 'conf.d'
                                include '/etc/pg/extra.conf'
                                include '/etc/common/site.conf'
                                fsync = off
                                """),
                        new OutsideFile(
                                "/etc/pg/pg_hba.conf",
                                "pg_hba.conf",
                                "host all all 127.0.0.1/32 trust\n"),
                        new OutsideFile(
                                "/etc/common/site.conf",
                                "outside/etc/common/site.conf",
                                "work_mem = 7MB\n"));
        try (EmbeddedServer server = EmbeddedServer.start(majorVersion, source, Map.of())) {
            server.execute("postgres", "CREATE TABLE t AS SELECT 1 AS n");
            assertThat(directories.inspect(restored)).isEqualTo(new State.Empty());
            directories.beginRestore(restored, "s1");
            assertThat(directories.inspect(restored)).isEqualTo(new State.HalfRestored("s1"));
            OnlineCopy copy =
                    OnlineCopy.of(server, restored, "INSERT INTO t VALUES (2)", "CHECKPOINT");
            assertThat(directories.inspect(restored)).isEqualTo(new State.HalfRestored("s1"));
            directories.finishRestore(restored, copy.recovery(outside, "archive_mode = off"));
            assertThat(directories.inspect(restored))
                    .isEqualTo(
                            new State.Stopped(
                                    server.query(
                                            "postgres",
                                            "SELECT system_identifier FROM pg_control_system()"),
                                    Integer.toString(majorVersion)));
        }
        assertThat(restored.resolve(DataDirectories.RESTORE_MARK)).doesNotExist();
        try (EmbeddedServer server = EmbeddedServer.start(majorVersion, target, Map.of())) {
            assertThat(server.query("postgres", "SELECT sum(n) FROM t")).isEqualTo("3");
            assertThat(server.query("postgres", "SHOW work_mem")).isEqualTo("7MB");
            assertThat(directories.inspect(restored)).isEqualTo(new State.Running(server.pid()));
            assertThatThrownBy(() -> directories.beginRestore(restored, "s2"))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e -> assertThat(e.is(ProblemCode.TARGET_REFUSED)).isTrue());
            server.kill9();
            assertThat(directories.inspect(restored)).isInstanceOf(State.Stopped.class);
        }
    }

    @Test
    void saysWhatElseADirectoryHolds() throws Exception {
        Files.writeString(target.resolve("thesis.tex"), "…");
        assertThat(directories.inspect(target)).isEqualTo(new State.Foreign("thesis.tex"));
        assertThat(directories.inspect(target.resolve("thesis.tex")))
                .isInstanceOf(State.Foreign.class);
    }

    @Test
    void setsAutomaticSettingsOnce() throws Exception {
        Files.writeString(
                target.resolve("postgresql.auto.conf"),
                "# header\nwork_mem = '5MB'\nArchive_Mode = 'on'\n");
        RestoredConfiguration configuration = new RestoredConfiguration(target, List.of());
        configuration.appendAutomatic(List.of("archive_mode = off"));
        configuration.appendAutomatic(List.of("archive_mode = off"));
        assertThat(target.resolve("postgresql.auto.conf"))
                .hasContent("# header\nwork_mem = '5MB'\narchive_mode = off\n");
    }

    @Test
    void asksForARecoveryTargetInTheServersWords() {
        RecoverySettings settings = RecoverySettings.of(List.of("recovery_target_xid = '7'"));
        assertThat(settings.targeted()).isTrue();
        assertThat(settings.lines())
                .contains("recovery_target_time = ''", "restore_command = 'false'")
                .endsWith("recovery_target_xid = '7'");
        assertThat(RecoverySettings.of(List.of("archive_mode = off")).targeted()).isFalse();
    }

    @Test
    void namesWalFilesAsTheServerDoes() {
        assertThat(directories.walFile(target, 3, Lsn.parse("12/FE000000"), 16 << 20))
                .isEqualTo(target.resolve("pg_wal/0000000300000012000000FE"));
        assertThat(directories.walFile(target, 1, Lsn.parse("1/40000000"), 1 << 30))
                .isEqualTo(target.resolve("pg_wal/000000010000000100000001"));
    }
}
