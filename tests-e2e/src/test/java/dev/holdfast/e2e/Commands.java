package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs `holdfast` in processes of their own, with the classes under test and the flags of the
/// launcher.
public final class Commands {

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final List<String> JVM =
            List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-Xmx512m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.holdfast.app.Main");

    private final Path directory;
    private final List<Process> started = new ArrayList<>();

    /// @param directory where commands are typed
    Commands(Path directory) {
        this.directory = directory;
    }

    Outcome run(String... words) throws IOException, InterruptedException {
        return start(words).end();
    }

    Running start(String... words) throws IOException {
        List<String> command = new ArrayList<>(JVM);
        command.addAll(List.of(words));
        Path out = Files.createTempFile("holdfast-", ".out");
        Path err = Files.createTempFile("holdfast-", ".err");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putIfAbsent("HOLDFAST_LISTEN", "127.0.0.1:0"); // several at once
        Process process =
                builder.directory(directory.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        started.add(process);
        return new Running("holdfast " + String.join(" ", words), process, out, err);
    }

    /// Ends what a failed test left running.
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /// A command under way.
    public record Running(String command, Process process, Path out, Path err) {

        Outcome end() throws IOException, InterruptedException {
            if (!process.waitFor(LIMIT)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + said(-1));
            }
            return said(process.exitValue());
        }

        /// Waits until it said `words`, or ended.
        public Running untilItSays(String words) {
            await("'%s' of %s".formatted(words, command))
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !process.isAlive() || Files.readString(err).contains(words));
            return this;
        }

        /// Holds the process still in the midst of its work while `action` runs.
        Running meanwhile(Action action) throws Exception {
            assertThat(process.isAlive()).as(command + " is still running").isTrue();
            signal("STOP");
            try {
                action.run();
            } finally {
                signal("CONT");
            }
            return this;
        }

        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        }

        /// As by `kill -9` after `delay`, unless it ends before.
        ///
        /// @return whether it was killed
        public boolean killAfter(Duration delay) throws InterruptedException {
            if (process.waitFor(delay)) {
                return false;
            }
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            return true;
        }

        private Outcome said(int exitCode) throws IOException {
            Outcome outcome =
                    new Outcome(command, exitCode, Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return outcome;
        }
    }
}
