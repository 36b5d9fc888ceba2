package dev.holdfast.journal;

import dev.holdfast.core.operation.OperationRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Another process of Holdfast: it works on a state directory until it is killed, and prints a line
/// after each thing it did.
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ChildJvm start(String what, Path directory, String... javaOptions) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m"));
        command.addAll(List.of(javaOptions));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildJvm.class.getName(),
                        what,
                        directory.toString()));
        return new ChildJvm(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /// The next line, or an empty one when it ended.
    String line() throws IOException {
        String line = output.readLine();
        return line == null ? "" : line;
    }

    List<String> allLines() {
        return output.lines().toList();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] args) throws InterruptedException {
        try (SqliteState state = SqliteState.open(Path.of(args[1]))) {
            switch (args[0]) {
                case "open" -> tell("opened");
                case "append" -> append(state);
                case "operate" -> operate(state);
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
    }

    private static void append(SqliteState state) {
        while (true) {
            tell(state.journal().append(Samples.entry("backup run", "shop@production")).hash());
        }
    }

    private static void operate(SqliteState state) throws InterruptedException {
        OperationRunner runner =
                new OperationRunner(
                        state.operations(),
                        state.journal(),
                        InstantSource.system(),
                        new SecureRandom());
        CountDownLatch never = new CountDownLatch(1);
        runner.register(
                OperationRunnerTest.Work.class,
                (request, progress) -> {
                    progress.step("wait");
                    tell("running");
                    never.await();
                    throw new IllegalStateException("never");
                });
        runner.run(OperationRunnerTest.work("shop@production"));
    }

    private static void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
