package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `holdfast demo` from start to end, with a smaller shop; then its commands by hand.
final class DemoTest {

    @Test
    void goesAsToldAndLeavesADirectoryThatWorks(@TempDir Path parent) throws Exception {
        Path directory = parent.toRealPath().resolve("demo");
        Commands here = new Commands(parent);
        JsonNode told =
                here.run("demo", "--megabytes", "30", "--json", "--directory", directory.toString())
                        .exits(0)
                        .json();
        assertThat(told.get("directory").asString()).isEqualTo(directory.toString());
        assertThat(told.get("steps").size()).isGreaterThanOrEqualTo(11);

        Commands there = new Commands(directory);
        JsonNode list = there.run("backup", "list", "--json").exits(0).json();
        assertThat(list.get("snapshots").size()).isEqualTo(3);
        there.run("journal", "verify").exits(0);
        there.run("vault", "check", "--hashes").exits(1);
    }

    @Test
    void refusesADirectoryThatHoldsSomething(@TempDir Path directory) throws Exception {
        java.nio.file.Files.createFile(directory.resolve("mine"));
        new Commands(directory)
                .run("demo", "--directory", directory.toString())
                .exits(1)
                .says("not empty");
    }
}
