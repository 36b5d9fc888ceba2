package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The daemon's API over real HTTP, with a real server behind it.
class ApiTest {
    @TempDir static Path directory;
    private static Site site;
    private static Api viewer;
    private static Api operator;

    @BeforeAll
    static void serve() throws Exception {
        site = Site.with(18, directory);
        site.backup();
        Commands.Running daemon = site.start("serve", "--listen", "127.0.0.1:0");
        viewer = Api.of(daemon, token("vera", "viewer"));
        operator = viewer.as(token("otto", "operator"));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static String token(String name, String role) throws Exception {
        return site.holdfast("token", "create", name, "--role", role, "--json")
                .exits(0)
                .json()
                .get("token")
                .asString();
    }

    private static Set<String> paths() throws Exception {
        return Set.copyOf(
                viewer.get("/api/v1/openapi.json").is(200).json().get("paths").propertyNames());
    }

    @Test
    void nothingIsAnsweredWithoutATokenThatHolds() throws Exception {
        Api nobody = viewer.as("");
        JsonNode described = viewer.get("/api/v1/openapi.json").is(200).json().get("paths");
        for (String path : described.propertyNames()) {
            for (String method : described.get(path).propertyNames()) {
                Api.Answer answer =
                        nobody.send(
                                method.toUpperCase(Locale.ROOT),
                                path.replaceAll("\\{\\w+}", "x"),
                                "",
                                Map.of());
                assertThat(answer.is(401).code()).as(method + path).isEqualTo("login-needed");
            }
        }
        nobody.get("/api/v1/events").is(401);
        nobody.post("/api/v1/operations", "{}").is(401);
        String ended = token("ended", "admin");
        viewer.as(ended).get("/api/v1/status").is(200);
        site.holdfast("token", "revoke", "ended").exits(0);
        assertThat(viewer.as(ended).get("/api/v1/status").code())
                .isIn("login-needed", "too-many-logins"); // see the test of guessing
        assertThat(nobody.get("/healthz").is(200).json().get("state").asString()).isEqualTo("well");
    }

    @Test
    void prometheusScrapesWithAViewersToken() throws Exception {
        viewer.as("").get("/metrics").is(401);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(viewer.get("/metrics").is(200).response().body().lines())
                                .contains("holdfast_database_up{database=\"shop@production\"} 1.0")
                                .anyMatch(line ->
                                        line.startsWith(
                                                "holdfast_check_value{check=\"backup-age")));
        assertThat(viewer.get("/metrics").header("content-type"))
                .startsWith("text/plain; version=0.0.4");
    }

    @Test
    void rolesHold() throws Exception {
        String begin = "{\"kind\": \"vault sync\"}";
        assertThat(viewer.post("/api/v1/operations", begin).is(403).code())
                .isEqualTo("not-allowed");
        viewer.post("/api/v1/operations/x/cancel", "").is(403);
        viewer.post("/api/v1/findings", "").is(403);
        operator.post("/api/v1/findings", "").is(200);
        JsonNode described = viewer.get("/api/v1/openapi.json").is(200).json().get("paths");
        for (String path : described.propertyNames()) {
            boolean looks = described.get(path).path("post").isMissingNode();
            if (!looks) { // nobody who only looks begins or changes anything
                viewer.post(path.replaceAll("\\{\\w+}", "x"), "{}").is(403);
            }
        }
    }

    @Test
    void answersWhatItsDescriptionPromises() throws Exception {
        JsonNode description = viewer.get("/api/v1/openapi.json").is(200).json();
        String snapshot = snapshots().get(0).get("id").asString();
        String operation =
                viewer.get("/api/v1/operations")
                        .is(200)
                        .json()
                        .get("operations")
                        .get(0)
                        .get("id")
                        .asString();
        for (String path : paths()) {
            JsonNode get = description.get("paths").get(path).path("get");
            String asked =
                    path.replace("{database}", "shop")
                            .replace("{id}", path.contains("snapshots") ? snapshot : operation);
            if (!get.isMissingNode() && !path.contains("rescues")) { // see ApiRescueTest
                Promise.in(description)
                        .of(get.at("/responses/200/content/application~1json/schema"))
                        .isKeptBy(viewer.get(asked).is(200).json(), path);
            }
        }
    }

    @Test
    void beginsWhatIsDeclaredAndNothingElse() throws Exception {
        int before = snapshots().size();
        Api.Answer begun =
                operator.post(
                                "/api/v1/operations",
                                "{\"kind\": \"backup run\", \"database\": \"shop\"}")
                        .is(202);
        String location = begun.header("Location");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> viewer.get(location).is(200).json().get("finished").isString());
        JsonNode done = viewer.get(location).json();
        assertThat(done.get("state").asString()).isEqualTo("done");
        assertThat(done.get("actor").asString()).startsWith("token:otto@");
        await().atMost(Duration.ofSeconds(30)).until(() -> snapshots().size() > before);

        for (String refused :
                List.of(
                        "{\"kind\": \"backup restore\", \"database\": \"shop\", \"to\": \"/tmp\"}",
                        "{\"kind\": \"backup run\", \"database\": \"other\"}",
                        "{\"kind\": \"backup prove\", \"database\": \"shop\", \"snapshot\": \"../x\"}",
                        "[]",
                        "not json")) {
            assertThat(operator.post("/api/v1/operations", refused).is(400).code())
                    .as(refused)
                    .isEqualTo("usage");
        }
        operator.post("/api/v1/operations", "x".repeat(100_000)).is(413);
        assertThat(viewer.get("/api/v1/operations/ffffffffff").is(404).code())
                .isEqualTo("operation-unknown");
        assertThat(viewer.get("/api/v1/nothing").is(404).code()).isEqualTo("page-unknown");
    }

    private static JsonNode snapshots() throws Exception {
        return viewer.get("/api/v1/snapshots?database=shop").is(200).json().get("snapshots");
    }

    @Test
    void aSessionNeedsItsCookieAndItsHeader() throws Exception {
        Api nobody = viewer.as("");
        String login = "{\"token\": \"%s\"}".formatted(operator.token());
        assertThat(nobody.post("/api/v1/session", "{\"token\": \"wrong\"}").code())
                .isIn("login-needed", "too-many-logins"); // see the test of guessing
        nobody.send("POST", "/api/v1/session", login, Map.of("Sec-Fetch-Site", "cross-site"))
                .is(400);
        nobody.send("POST", "/api/v1/session", login, Map.of("Origin", "http://other.example"))
                .is(400);
        Api.Answer session = nobody.post("/api/v1/session", login).is(200);
        assertThat(session.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain(operator.token());
        String cookie = session.header("Set-Cookie").replaceFirst(";.*", "");
        String csrf = session.json().get("csrf").asString();

        Map<String, String> in = Map.of("Cookie", cookie);
        Map<String, String> change = Map.of("Cookie", cookie, "X-CSRF-Token", csrf);
        nobody.send("GET", "/api/v1/status", "", in).is(200);
        assertThat(nobody.send("POST", "/api/v1/findings", "", in).is(400).code())
                .isEqualTo("request-refused");
        nobody.send("POST", "/api/v1/findings", "", change).is(200);
        nobody.send("DELETE", "/api/v1/session", "", change).is(204);
        nobody.send("GET", "/api/v1/status", "", in).is(401);
        assertThat(viewer.get("/api/v1/journal?kind=console").json().get("entries"))
                .extracting(entry -> entry.get("outcome").asString())
                .contains("done");
    }

    @Test
    void tiresOfWrongTokensButNotOfRightOnes() throws Exception {
        Api guesser = viewer.as("hf_guessed");
        int answers = 0;
        while (guesser.get("/api/v1/status").response().statusCode() == 401) {
            assertThat(++answers).isLessThan(50);
        }
        assertThat(guesser.get("/api/v1/status").is(429).code()).isEqualTo("too-many-logins");
        viewer.get("/api/v1/status").is(200);
    }

    @Test
    void isAskedByItsOwnNameOnly() throws Exception {
        assertThat(raw("Host: attacker.example")).startsWith("HTTP/1.1 421");
        assertThat(raw("Host: localhost")).startsWith("HTTP/1.1 200");
        assertThat(raw("Host: localhost\r\nX: a\r\n b")).doesNotStartWith("HTTP/1.1 200");
    }

    /// What the Java client would not send.
    private static String raw(String headers) throws Exception {
        URI address = URI.create(viewer.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            String request =
                    "GET /healthz HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void tellsWhatRunsWhileItRuns() throws Exception {
        URI address = URI.create(viewer.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(60_000);
            String request =
                    "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(viewer.token());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).startsWith("HTTP/1.1 200");
            operator.post("/api/v1/operations", "{\"kind\": \"vault sync\"}").is(202);
            readUntil(lines, "event: changed");
            readUntil(lines, "event: status");
        }
    }

    private static void readUntil(BufferedReader lines, String wanted) throws Exception {
        String line = lines.readLine();
        while (line != null && !line.equals(wanted)) {
            line = lines.readLine();
        }
        assertThat(line).isEqualTo(wanted);
    }

    @Test
    void secretsAppearNowhere() throws Exception {
        StringBuilder said = new StringBuilder();
        for (String path : paths()) {
            if (!path.contains("{")) {
                said.append(viewer.get(path).response().body());
            }
        }
        said.append(site.holdfast("journal", "--limit", "200", "--json").exits(0).out());
        Path log = site.directory().resolve(".holdfast/holdfast.log");
        said.append(Files.exists(log) ? Files.readString(log) : "");
        ProcessHandle.allProcesses()
                .forEach(process -> said.append(process.info().commandLine().orElse("")));
        assertThat(said.toString())
                .doesNotContain("secret of the role")
                .doesNotContain(viewer.token(), operator.token())
                .doesNotContain(Files.readString(site.directory().resolve("vault.key")).strip());
    }

    @Test
    void saysWhoHasThePortAndRefusesToBeReachedUnencrypted() throws Exception {
        String taken = viewer.address().replace("http://", "");
        site.holdfast("serve", "--state", "other", "--listen", taken).exits(5).says("it is taken");
        site.holdfast("serve", "--state", "other", "--listen", "0.0.0.0:0")
                .exits(5)
                .says("nothing would be encrypted");
        site.holdfast("serve").exits(5).says(viewer.address());
    }
}
