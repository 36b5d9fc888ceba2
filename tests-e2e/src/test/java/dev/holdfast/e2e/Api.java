package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A daemon's API, asked by one program with its token.
public record Api(String address, String token) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern SAID = Pattern.compile("console and API: (\\S+)");

    /// What came back.
    public record Answer(HttpResponse<String> response) {
        Answer is(int status) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
            return this;
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String code() {
            assertThat(header("content-type")).isEqualTo("application/problem+json");
            return json().get("code").asString();
        }
    }

    public static Api of(Commands.Running daemon, String token) throws IOException {
        daemon.untilItSays("console and API:");
        Matcher said = SAID.matcher(Files.readString(daemon.err()));
        assertThat(said.find()).isTrue();
        return new Api(said.group(1), token);
    }

    Api as(String other) {
        return new Api(address, other);
    }

    Answer get(String path) throws Exception {
        return send("GET", path, "", Map.of());
    }

    Answer post(String path, String body) throws Exception {
        return send("POST", path, body, Map.of());
    }

    /// Without a token where it is empty.
    Answer send(String method, String path, String body, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path))
                        .timeout(Duration.ofMinutes(1))
                        .method(method, BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
    }
}
