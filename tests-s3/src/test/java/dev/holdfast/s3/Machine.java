package dev.holdfast.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A directory in which somebody types `holdfast`, each command a process of its own.
record Machine(Path directory, Map<String, String> environment) {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> JVM =
            List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx512m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.holdfast.app.Main");

    /// What the command printed as JSON.
    JsonNode json(List<String> words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(words);
        all.add("--json");
        return JSON.readTree(run(all, 0));
    }

    /// What the command printed, all of it, when it ends with `exitCode`.
    String run(List<String> words, int exitCode) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(JVM);
        command.addAll(words);
        Path out = Files.createTempFile("holdfast-", ".out");
        Path err = Files.createTempFile("holdfast-", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT)).as("%s ends", words).isTrue();
            String said = Files.readString(out);
            assertThat(process.exitValue())
                    .as("%s%n%s%s", words, said, Files.readString(err))
                    .isEqualTo(exitCode);
            return said;
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
