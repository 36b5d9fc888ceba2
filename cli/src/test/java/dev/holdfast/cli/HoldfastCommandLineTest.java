package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HoldfastCommandLineTest {
    private final CommandLineFixture commandLine =
            new CommandLineFixture(
                    new HoldfastException(
                            ProblemCode.CONFIGURATION_INVALID,
                            "holdfast.yaml:1:1 one\nholdfast.yaml:2:1 two",
                            "mend these 2"));

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void showsAProblemAsErrorAndHint() {
        assertThat(commandLine.run("status")).isEqualTo(3);
        assertThat(commandLine.out()).isEmpty();
        assertThat(commandLine.err().lines())
                .containsExactly(
                        "error: holdfast.yaml:1:1 one",
                        "error: holdfast.yaml:2:1 two",
                        "hint: mend these 2");
    }

    @Test
    void writesAProblemAsOneJsonDocument() {
        assertThat(commandLine.run("status", "--json")).isEqualTo(3);
        JsonNode error = json(commandLine.out()).get("error");
        assertThat(error.get("code").asString()).isEqualTo("configuration-invalid");
        assertThat(error.get("message").asString()).contains("one\n");
        assertThat(error.get("hint").asString()).isEqualTo("mend these 2");
        assertThat(commandLine.err()).isEmpty();
    }

    @Test
    void writesAWrongCommandLineAsJsonToo() {
        assertThat(commandLine.run("--json", "backup", "runn")).isEqualTo(2);
        JsonNode error = json(commandLine.out()).get("error");
        assertThat(error.get("code").asString()).isEqualTo("usage");
        assertThat(error.get("hint").asString()).startsWith("did you mean 'run'?");
    }

    @Test
    void saysWhatWasProbablyMeant() {
        assertThat(commandLine.run("bakcup", "list")).isEqualTo(2);
        assertThat(commandLine.err()).contains("did you mean 'backup'?");
    }

    @Test
    void suggestsNothingFarFetched() {
        assertThat(commandLine.run("dishwasher")).isEqualTo(2);
        assertThat(commandLine.err()).doesNotContain("did you mean").contains("holdfast --help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "version",
                "help",
                "help backup run",
                "backup --help",
                "backup restore --help",
                "journal verify -h",
                "completion zsh",
            })
    void opensNothingForHelpAndVersion(String words) {
        assertThat(commandLine.run(words.split(" ", -1))).isZero();
        assertThat(commandLine.out()).isNotBlank();
        assertThat(commandLine.workplace.opened).isFalse();
    }

    @Test
    void namesTheChoicesAsTheyAreTyped() {
        assertThat(commandLine.run("vault", "check", "--depth", "bottom")).isEqualTo(2);
        assertThat(commandLine.err())
                .contains("[listing, hashes, everything]")
                .doesNotContain("LISTING", "case-insensitive");
    }

    @Test
    void aGroupAloneIsAMistake() {
        assertThat(commandLine.run("vault")).isEqualTo(2);
        assertThat(commandLine.err()).contains("hint: holdfast vault init|check|sync|heal|key");
    }

    @Test
    void aBugEndsWithSeventyAndShowsNoStackTrace() {
        CommandLineFixture broken = new CommandLineFixture(new IllegalStateException("1 != 2"));
        assertThat(broken.run("status", "--state", "/somewhere")).isEqualTo(70);
        assertThat(broken.err().lines())
                .containsExactly(
                        "error: this is a bug in Holdfast: IllegalStateException",
                        "hint: report it with the last lines of /somewhere/holdfast.log");
    }

    @Test
    void initRefusesToOverwrite(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("holdfast.yaml"), "mine");
        int exit = commandLine.run("init", "postgresql://u@h/shop", "--config", file.toString());
        assertThat(exit).isEqualTo(5);
        assertThat(file).hasContent("mine");
    }

    @Test
    void initRefusesAPasswordInTheUrl(@TempDir Path directory) {
        Path file = directory.resolve("holdfast.yaml");
        int exit =
                commandLine.run(
                        "init", "postgresql://u:geheim@h/shop", "--output", file.toString());
        assertThat(exit).isEqualTo(2);
        assertThat(commandLine.err()).contains("holds a password").doesNotContain("geheim");
        assertThat(file).doesNotExist();
    }

    @Test
    void initWritesAFileWithoutATerminal(@TempDir Path directory) {
        Path file = directory.resolve("holdfast.yaml");
        int exit =
                commandLine.run(
                        "init",
                        "postgresql://backup@db1:5433/shop",
                        "--offline",
                        "--storage",
                        "onsite=/srv/a",
                        "--storage",
                        "vaultbox=/mnt/b",
                        "--password",
                        "${env:HOME}",
                        "--output",
                        file.toString());
        assertThat(exit).isZero();
        assertThat(file)
                .content()
                .contains("name: onsite", "name: vaultbox", "${env:HOME}", "db1:5433");
    }
}
