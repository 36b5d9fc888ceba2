package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What one command said and how it ended.
public record Outcome(String command, int exitCode, String out, String err) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Fails with everything that was said.
    public Outcome exits(int expected) {
        assertThat(exitCode).as(toString()).isEqualTo(expected);
        return this;
    }

    /// The user is told `message`, and what to do about it.
    Outcome says(String... words) {
        assertThat(err).as(toString()).contains("error:").contains("hint:").contains(words);
        return this;
    }

    public JsonNode json() {
        return JSON.readTree(out);
    }

    @Override
    public String toString() {
        return "%s\nexit code %d\n%s%s".formatted(command, exitCode, out, err);
    }
}
