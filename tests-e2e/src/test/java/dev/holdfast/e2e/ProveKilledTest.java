package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A proof that is killed while its scratch server runs: any next command ends the server and gives
/// the room back.
@Tag("full")
final class ProveKilledTest {

    @Test
    void theNextCommandEndsItsServer(@TempDir Path directory) throws Exception {
        try (Site site = Site.with(18, directory)) {
            site.server()
                    .execute(
                            "shop",
                            "create table t as select g, md5(g::text) from generate_series(1, 400000) g");
            site.backup();
            Path scratch = site.directory().resolve("scratch");
            Commands.Running proof = site.start("backup", "prove", "shop", "--storage", "onsite");
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> server(scratch).isPresent() || !proof.process().isAlive());
            proof.process().destroyForcibly().waitFor();
            Optional<ProcessHandle> left = server(scratch);
            assertThat(left).as("a server that was left").isPresent();

            site.holdfast("status").exits(0);
            await().until(() -> !left.get().isAlive());
            try (Stream<Path> entries = Files.list(scratch)) {
                assertThat(entries).isEmpty();
            }
        }
    }

    /// The one whose `postmaster.pid` lies below `scratch`.
    private static Optional<ProcessHandle> server(Path scratch) {
        try (Stream<Path> paths = Files.walk(scratch, 3)) {
            Optional<Path> file = paths.filter(path -> path.endsWith("postmaster.pid")).findFirst();
            if (file.isEmpty()) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file.get());
            return lines.size() < 8
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst()));
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
