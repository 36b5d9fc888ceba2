package dev.holdfast.engines.postgres.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BinariesFinderTest {

    private final BinariesFinder finder = new BinariesFinder(ServerUser.current());

    @TempDir private Path directory;

    @Test
    void tellsTheEmbeddedDistributionsApart() {
        for (int majorVersion : List.of(17, 18)) {
            Binaries binaries = finder.findEmbeddedFirst(majorVersion);
            assertThat(binaries.version()).startsWith(majorVersion + ".");
            assertThat(binaries.majorVersion()).isEqualTo(majorVersion);
            assertThat(binaries.hasLibrary("amcheck")).isTrue();
            assertThat(binaries.hasLibrary("$libdir/amcheck")).isTrue();
            assertThat(binaries.hasLibrary("pg_cron")).isFalse();
        }
    }

    @Test
    void prefersTheConfiguredDirectory() throws Exception {
        Binaries embedded = finder.findEmbeddedFirst(18);
        Path installed = Files.createDirectories(directory.resolve("18")).resolve("bin");
        Files.createSymbolicLink(installed, embedded.bin());
        assertThat(finder.find(18, directory).bin()).isEqualTo(installed);
    }

    @Test
    void doesNotTakeAnotherVersionForTheWantedOne() throws Exception {
        Path bin = finder.findEmbeddedFirst(18).bin();
        assertThat(finder.find(17, bin).majorVersion()).isEqualTo(17);
    }

    @Test
    void saysWhatToInstall() {
        assertThatThrownBy(() -> finder.find(99, Path.of("")))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.problem().code()).isEqualTo(ProblemCode.BINARIES_MISSING);
                            assertThat(e.problem().hint()).contains("postgresql-99");
                        });
    }
}
