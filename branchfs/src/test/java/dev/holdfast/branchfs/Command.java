package dev.holdfast.branchfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Runs a program of the system.
final class Command {
    private static final int LIMIT_SECONDS = 60;

    private Command() {}

    /// @param output standard output and error
    record Result(int exit, String output) {}

    static Result result(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    static int exitOf(String... command) throws IOException, InterruptedException {
        return result(command).exit();
    }

    static void run(String... command) throws IOException, InterruptedException {
        Result result = result(command);
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
