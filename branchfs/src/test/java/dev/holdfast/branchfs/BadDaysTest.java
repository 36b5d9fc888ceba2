package dev.holdfast.branchfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.branchfs.ServedDirectory.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Processes die and stall, disks fill up: nobody hangs, nothing is left behind, and a branch that
/// lost something says so.
@Timeout(120)
class BadDaysTest {
    private static final int MIB = 1 << 20;
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @TempDir private Path area;

    private Path source;

    @BeforeEach
    void plant() throws IOException, InterruptedException {
        Mountable.assume();
        source = Files.createDirectory(area.resolve("source"));
        Files.write(source.resolve("a"), FileSystemContract.pattern(MIB));
        Files.write(source.resolve("b"), FileSystemContract.pattern(MIB));
    }

    private ServedDirectory serve(Options options) throws IOException {
        return ServedDirectory.start(source, area, options);
    }

    /// Reads all of the file in a process of its own.
    private static Process read(Path file) throws IOException {
        return new ProcessBuilder("cat", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int exitOf(Process process) throws InterruptedException {
        assertThat(process.waitFor(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static void awaitWaiting(ServedDirectory served) {
        await().atMost(GENEROUS).until(() -> served.ask("waiting").equals("true"));
    }

    private static void stop(Process process) throws IOException, InterruptedException {
        Command.run("kill", "-STOP", Long.toString(process.pid()));
        Path state = Path.of("/proc", Long.toString(process.pid()), "stat");
        await().atMost(GENEROUS).until(() -> Files.readString(state).contains(") T "));
    }

    @Test
    void leavesNobodyHangingWhenItIsKilled() throws Exception {
        try (ServedDirectory served = serve(Options.DEFAULT)) {
            served.ask("stall");
            Process waiting = read(served.directory().resolve("a"));
            awaitWaiting(served);
            served.process().destroyForcibly().waitFor();
            assertThat(exitOf(waiting)).isNotZero();
            assertThat(Command.exitOf("cat", served.directory().resolve("b").toString()))
                    .isNotZero();
            assertThat(LeftoverMounts.below(area.toRealPath())).containsExactly(served.directory());
            LeftoverMounts.remove(served.directory());
            assertThat(LeftoverMounts.below(area.toRealPath())).isEmpty();
            assertThat(served.directory()).isEmptyDirectory();
        }
    }

    @Test
    void freesWhoeverWaitsForAStoppedProcess() throws Exception {
        try (ServedDirectory served = serve(Options.DEFAULT)) {
            stop(served.process());
            Process waiting = read(served.directory().resolve("a"));
            LeftoverMounts.remove(served.directory());
            assertThat(exitOf(waiting)).isNotZero();
            served.process().destroyForcibly();
        }
    }

    @Test
    void failsReadsThatTakeTooLongAndServesOthersMeanwhile() throws Exception {
        try (ServedDirectory served = serve(Options.DEFAULT.withDeadline(1500))) {
            Path cached = served.directory().resolve("a");
            assertThat(Files.readAllBytes(cached)).hasSize(MIB);
            served.ask("stall");
            Process waiting = read(served.directory().resolve("b"));
            Files.write(cached, new byte[] {1, 2, 3});
            assertThat(Files.readAllBytes(cached)).containsExactly(1, 2, 3);
            assertThat(exitOf(waiting)).isNotZero();
            assertThat(served.ask("failed read")).startsWith("could not read b at");
            served.ask("resume");
            assertThat(Files.readAllBytes(served.directory().resolve("b"))).hasSize(MIB);
            assertThat(served.ask("breakage")).isEqualTo("none");
        }
    }

    @Test
    void letsWhoeverWaitsBeKilled() throws Exception {
        try (ServedDirectory served = serve(Options.DEFAULT.withDeadline(1500))) {
            served.ask("stall");
            Process waiting = read(served.directory().resolve("a"));
            awaitWaiting(served);
            waiting.destroyForcibly();
            assertThat(exitOf(waiting)).isNotZero();
            served.ask("resume");
        }
    }

    @Test
    void triesAgainWhenTheTreeCouldNotBeRead() throws Exception {
        try (ServedDirectory served = serve(Options.DEFAULT)) {
            served.ask("fail");
            assertThatThrownBy(() -> Files.readAllBytes(served.directory().resolve("a")))
                    .isInstanceOf(IOException.class);
            served.ask("mend");
            assertThat(Files.readAllBytes(served.directory().resolve("a"))).hasSize(MIB);
        }
    }

    @Test
    void breaksWhenWhatWasWrittenDoesNotFit() throws Exception {
        try (ServedDirectory served = serve(Options.DEFAULT.withLimits(2 * MIB, 2 * MIB))) {
            Path file = served.directory().resolve("new");
            assertThat(served.ask("breakage")).isEqualTo("none");
            assertThat(
                            Command.exitOf(
                                    "dd",
                                    "if=/dev/zero",
                                    "of=" + file,
                                    "bs=1M",
                                    "count=8",
                                    "conv=fsync"))
                    .isNotZero();
            assertThat(served.ask("breakage"))
                    .matches("what was written to inode \\d+ at \\d+ is lost");
            assertThatThrownBy(() -> Files.createFile(served.directory().resolve("another")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesToPromiseRoomThatItLacks() throws Exception {
        try (ServedDirectory served = serve(Options.DEFAULT.withLimits(2 * MIB, 2 * MIB))) {
            String file = served.directory().resolve("new").toString();
            Command.Result result = Command.result("fallocate", "--length", "8M", file);
            assertThat(result.output()).contains("No space left on device");
            assertThat(served.ask("breakage")).isEqualTo("none");
            Command.run("fallocate", "--length", "1M", file);
            assertThat(Files.getFileStore(served.directory()).getUsableSpace())
                    .isLessThanOrEqualTo(MIB);
        }
    }

    @Test
    void readsMoreThanItMayKeep() throws Exception {
        byte[] large = FileSystemContract.pattern(8 * MIB);
        Files.write(source.resolve("large"), large);
        try (ServedDirectory served = serve(Options.DEFAULT.withLimits(4 * MIB, MIB))) {
            assertThat(Files.readAllBytes(served.directory().resolve("large"))).isEqualTo(large);
            assertThat(served.ask("cached bytes")).isEqualTo(Integer.toString(MIB));
        }
    }

    @Test
    void leavesWhileItIsInUse() throws Exception {
        try (ServedDirectory served = serve(Options.DEFAULT)) {
            Process inside =
                    new ProcessBuilder("sleep", "600")
                            .directory(served.directory().toFile())
                            .start();
            assertThat(served.ask("close")).isEqualTo("done");
            assertThat(LeftoverMounts.below(area.toRealPath())).isEmpty();
            assertThat(area.resolve("overlay")).isEmptyDirectory();
            inside.destroyForcibly();
        }
    }
}
