package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Short-lived commands of this machine, run to their end in a clean environment.
final class Shell {

    /// A clean environment: nothing of the user's shell (`PGDATA`, `PGOPTIONS`, …) reaches a
    /// server.
    static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C");

    private Shell() {}

    /// @param output standard output and error together
    record Result(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    static Result run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        builder.directory(Path.of("/").toFile());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.onExit().join().exitValue(), output.strip());
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.SCRATCH_FAILED,
                    "command " + command.getFirst() + " could not be run",
                    "see whether it is installed: command -v " + command.getFirst(),
                    e);
        }
    }

    /// Where `command` is on this machine's standard path.
    static Optional<Path> find(String command) {
        for (String directory : ENVIRONMENT.getOrDefault("PATH", "").split(":", -1)) {
            Path candidate = Path.of(directory, command);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
