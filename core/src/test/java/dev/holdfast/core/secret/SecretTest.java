package dev.holdfast.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @TempDir Path directory;

    @Test
    void isReadFromAReference() {
        assertThat(Secret.parse("${env:S3_KEY}", directory::resolve))
                .contains(new Secret.FromEnvironment("S3_KEY"));
        assertThat(Secret.parse("${file:/run/key}", directory::resolve))
                .contains(new Secret.FromFile(Path.of("/run/key")));
        assertThat(Secret.parse("${file:key}", directory::resolve))
                .contains(new Secret.FromFile(directory.resolve("key")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "${env:}",
                "${env:A B}",
                "${file:}",
                "${X}",
                "x${env:A}",
                "$env:A"
            })
    void isNothingElse(String text) {
        assertThat(Secret.parse(text, directory::resolve)).isEmpty();
    }

    @Test
    void isReadAnewWithoutItsLastLineBreak() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), " hunter2 \n\n");
        Secret secret = new Secret.FromFile(file);
        assertThat(secret.reveal()).isEqualTo(" hunter2 \n");
        Files.writeString(file, "rotated\r\n");
        assertThat(secret.reveal()).isEqualTo("rotated");
    }

    @Test
    void isNeverPrinted() {
        assertThat(new Secret.Held("hunter2")).asString().doesNotContain("hunter2");
        assertThat(new Secret.FromFile(Path.of("/run/key"))).hasToString("${file:/run/key}");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> new Secret.FromFile(directory.resolve("none")).reveal())
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.is(ProblemCode.SECRET_MISSING)).isTrue());
    }
}
