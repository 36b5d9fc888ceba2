package dev.holdfast.engines.postgres.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddedServerTest {

    @TempDir private Path directory;

    @Test
    void startsAndStopsAndKeepsItsData() throws Exception {
        startsAndStopsAndKeepsItsData(18);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    void startsAndStopsAndKeepsItsData(int majorVersion) throws Exception {
        try (EmbeddedServer server =
                EmbeddedServer.start(majorVersion, directory, Map.of("work_mem", "5MB"))) {
            assertThat(server.version()).startsWith(majorVersion + ".");
            assertThat(server.query("postgres", "SHOW work_mem")).isEqualTo("5MB");
            assertThat(server.query("postgres", "SHOW data_checksums")).isEqualTo("on");
            server.execute("postgres", "CREATE TABLE t AS SELECT 7 AS n");
            server.restart();
            assertThat(server.query("postgres", "SELECT n FROM t")).isEqualTo("7");
            server.kill9();
            assertThat(server.isRunning()).isFalse();
            server.start();
            assertThat(server.query("postgres", "SELECT n FROM t")).isEqualTo("7");
        }
    }
}
