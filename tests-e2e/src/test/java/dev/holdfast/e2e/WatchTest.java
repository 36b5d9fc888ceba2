package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the fault to the message, through the real commands.
class WatchTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path directory;
    private Site site;
    private HttpServer receiver;
    private final List<String> got = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    @BeforeEach
    void prepare() throws Exception {
        site = Site.with(18, directory);
        receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        receiver.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    if (status == 200) {
                        got.add(new String(body, StandardCharsets.UTF_8));
                    }
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        receiver.start();
        watch("");
    }

    private void watch(String more) throws IOException {
        site.configure(
                Site.yaml(site.server().port())
                        + """
                                monitor: {every: 1 s}
                        alerts:
                          - {name: hook, type: webhook, url: "http://127.0.0.1:%d/in"}
                        """
                                .formatted(receiver.getAddress().getPort())
                        + more);
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        site.close();
    }

    private boolean heard(String kind, String check) {
        return count(kind, check) > 0;
    }

    /// How many notices of that kind came, whatever was sent along with them.
    private long count(String kind, String check) {
        Pattern notice =
                Pattern.compile(
                        "\"kind\":\"%s\",\"alert\":\"[^\"]*\",\"check\":\"%s\""
                                .formatted(kind, check));
        return got.stream().flatMap(body -> notice.matcher(body).results()).count();
    }

    @Test
    void tellsOfAServerThatWasKilledAndOfItsReturnThoughTheReceiverWasAway() throws Exception {
        Commands.Running watching = site.start("monitor", "run");
        await().atMost(SOON)
                .until(() ->
                        !site.server()
                                .query("shop", "select to_regclass('holdfast.heartbeat')")
                                .isEmpty());
        site.holdfast("monitor", "run").exits(5).says("watches with state");

        status = 503;
        site.server().kill9();
        watching.untilItSays("ALERT critical available: shop@production");
        watching.killAfter(Duration.ZERO);
        Commands.Running again = site.start("monitor", "run");
        status = 200;
        await().atMost(SOON).until(() -> heard("opened", "available"));
        assertThat(site.holdfast("monitor", "alerts").exits(1).out())
                .contains("available", "critical");
        assertThat(got).noneMatch(each -> each.contains("\"check\":\"connections\""));

        site.server().start();
        again.untilItSays("resolved: available shop@production");
        await().atMost(SOON).until(() -> heard("resolved", "available"));
        again.signal("TERM");
        again.end().exits(0);
    }

    @Test
    void tellsOnceAndKeepsStillWhereItIsSilenced() throws Exception {
        site.server().execute("shop", "create table gone (n int)");
        try {
            site.server()
                    .execute(
                            "shop",
                            "insert into gone values (1), (1)",
                            "create unique index concurrently gone_n on gone (n)");
        } catch (SQLException expected) {
            assertThat(expected.getSQLState()).isEqualTo("23505");
        }
        site.holdfast("monitor", "silence", "invalid-indexes", "--for", "1h", "--reason", "known")
                .exits(0);
        site.server().execute("shop", "alter table gone add constraint c check (n > 5) not valid");
        Commands.Running watching = site.start("monitor", "run");
        await().atMost(SOON).until(() -> heard("opened", "unvalidated-constraints"));
        watching.untilItSays("ALERT warning invalid-indexes: shop@production");
        assertThat(got).noneMatch(each -> each.contains("invalid-indexes"));
        site.holdfast("monitor", "silence", "--end", "1").exits(0);
        await().atMost(SOON).until(() -> heard("opened", "invalid-indexes"));

        site.holdfast("monitor", "ack", "unvalidated-constraints").exits(0);
        site.server().execute("shop", "alter table gone drop constraint c");
        await().atMost(SOON).until(() -> heard("resolved", "unvalidated-constraints"));
        watching.signal("TERM");
        watching.end().exits(0);
        assertThat(count("opened", "unvalidated-constraints")).isOne();
    }

    @Test
    void reallySendsATest() throws Exception {
        assertThat(site.holdfast("monitor", "alert-test", "--json").exits(0).json().get("routes"))
                .hasToString(
                        "[{\"route\":\"hook\",\"state\":\"accepted\",\"received\":null,\"problem\":\"\"}]");
        assertThat(heard("test", "alert-test")).isTrue();
        status = 500;
        assertThat(site.holdfast("monitor", "alert-test").exits(1).out())
                .contains("failed", "answered with status 500");
        site.holdfast("monitor", "alert-test", "hok").exits(2).says("did you mean 'hook'?");
        assertThat(site.holdfast("monitor", "checks").exits(1).out())
                .contains("alert-routes", "the last test of route hook failed");
    }

    @Test
    void aPersonWhoFollowsTheLinkLooksAfterIt() throws Exception {
        site.server().execute("shop", "create table gone as select 1 as n");
        Commands.Running daemon = site.start("serve", "--listen", "127.0.0.1:0");
        Api nobody = Api.of(daemon, "");
        site.server().execute("shop", "alter table gone add constraint c check (n > 5) not valid");
        await().atMost(SOON).until(() -> heard("opened", "unvalidated-constraints"));

        String path = link("unvalidated-constraints").substring(nobody.address().length());
        String page = nobody.get(path).is(200).response().body();
        assertThat(page).contains("<form method=\"post\">", "constraint c of public.gone");
        assertThat(alerts()).doesNotContain("(seen)");
        assertThat(nobody.post(path, "").is(200).response().body()).contains("Acknowledged");
        assertThat(alerts()).contains("(seen)");
        assertThat(nobody.get(path).is(200).response().body()).doesNotContain("<form");
        assertThat(site.holdfast("journal", "--json").exits(0).out()).containsOnlyOnce("link:hook");
        nobody.get("/acknowledge/" + "0".repeat(32)).is(404);
        nobody.post("/acknowledge/x", "").is(404);

        assertThat(site.holdfast("monitor", "alert-test", "--wait", "1s").exits(1).out())
                .contains("accepted");
        Commands.Running test = site.start("monitor", "alert-test", "--wait", "1min", "--json");
        await().atMost(SOON).until(() -> count("test", "alert-test") == 2);
        nobody.post(link("alert-test").substring(nobody.address().length()), "").is(200);
        assertThat(test.end().exits(0).json().get("routes").get(0).get("state").asString())
                .isEqualTo("received");
        daemon.signal("TERM");
        daemon.end().exits(0);
    }

    private String alerts() throws Exception {
        return site.holdfast("monitor", "alerts").exits(1).out();
    }

    /// In the newest message that tells of `check`.
    private String link(String check) {
        Pattern acknowledge = Pattern.compile("\"acknowledge\":\"([^\"]+)\"");
        return got.reversed().stream()
                .filter(body -> body.contains("\"check\":\"" + check + "\""))
                .flatMap(body -> acknowledge.matcher(body).results())
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("full")
    void anotherMachineTellsThatTheDaemonIsGone() throws Exception {
        Commands.Running daemon = site.start("serve", "--listen", "127.0.0.1:0");
        String address = Api.of(daemon, "").address();
        Path other = Files.createDirectories(site.directory().resolve("other"));
        Files.writeString(
                other.resolve("holdfast.yaml"),
                """
                estate: outside
                vault: {key: "${file:vault.key}"}
                environments: [{name: none}]
                alerts:
                  - {name: hook, type: webhook, url: "http://127.0.0.1:%d/in"}
                """
                        .formatted(receiver.getAddress().getPort()));
        Commands.Running outside =
                site.start(
                        "monitor",
                        "watch",
                        address + "/healthz",
                        "--config",
                        other.resolve("holdfast.yaml").toString());
        site.holdfast("serve").exits(5).says("already running", address);
        daemon.killAfter(Duration.ZERO);
        await().atMost(SOON).until(() -> heard("opened", "daemon"));
        outside.signal("TERM");
        outside.end().exits(0);
    }

    @Test
    void leavesNothingOnTheServer() throws Exception {
        Commands.Running watching = site.start("monitor", "run");
        await().atMost(SOON)
                .until(() ->
                        !site.server()
                                .query("shop", "select to_regclass('holdfast.heartbeat')")
                                .isEmpty());
        watching.signal("TERM");
        watching.end().exits(0);
        assertThat(site.holdfast("detach", "shop", "--yes").exits(0).out())
                .contains("schema holdfast");
        assertThat(site.server().query("shop", "select to_regnamespace('holdfast')")).isEmpty();
    }
}
