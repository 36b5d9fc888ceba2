package dev.holdfast.engines.postgres.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerLeaseTest {

    @TempDir private Path directory;

    @Test
    void findsAndStopsTheServerOfAKilledProcess() throws Exception {
        killAProcessThatStartsAServer();
        assertThat(server()).isPresent();
        assertThat(new PostgresServerRunner(new SecureRandom()).stopAbandoned(directory))
                .containsExactly(directory.resolve("data"));
        assertThat(server()).isEmpty();
        assertThat(directory.resolve("data.holdfast-lease")).doesNotExist();
    }

    @Test
    void takesADirectoryOverFromAKilledProcess() throws Exception {
        killAProcessThatStartsAServer();
        long abandoned = server().orElseThrow().pid();
        try (EmbeddedServer server = EmbeddedServer.start(18, directory, Map.of())) {
            assertThat(server.pid()).isNotEqualTo(abandoned);
            assertThat(server.query("postgres", "SELECT 1")).isEqualTo("1");
        }
        assertThat(ProcessHandle.of(abandoned)).isEmpty();
    }

    @Test
    void refusesASecondServerOnADirectory() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(18, directory, Map.of())) {
            assertThatThrownBy(() -> EmbeddedServer.start(18, directory, Map.of()).close())
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e -> assertThat(e.is(ProblemCode.SERVER_BUSY)).isTrue());
            assertThat(server.query("postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    private Optional<ProcessHandle> server() throws Exception {
        return PostmasterFile.of(directory.resolve("data")).flatMap(PostmasterFile::process);
    }

    private void killAProcessThatStartsAServer() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                AbandonedServer.class.getName(),
                                directory.toString())
                        .inheritIO()
                        .start();
        assertThat(process.waitFor()).isEqualTo(42);
    }
}
