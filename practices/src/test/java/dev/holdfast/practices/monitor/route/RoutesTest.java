package dev.holdfast.practices.monitor.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.holdfast.core.alert.Notice;
import dev.holdfast.core.alert.Notice.Kind;
import dev.holdfast.core.estate.AlertRoute;
import dev.holdfast.core.estate.AlertRoute.Command;
import dev.holdfast.core.estate.AlertRoute.Email;
import dev.holdfast.core.estate.AlertRoute.PagerDuty;
import dev.holdfast.core.estate.AlertRoute.Slack;
import dev.holdfast.core.estate.AlertRoute.Target;
import dev.holdfast.core.estate.AlertRoute.Tls;
import dev.holdfast.core.estate.AlertRoute.Webhook;
import dev.holdfast.core.estate.WebAddress;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.practices.monitor.alert.Message;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Each route against a real receiver on loopback.
class RoutesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path directory;

    private static void send(Target target, Message message) throws InterruptedException {
        try (Routes routes = new Routes(() -> NOW)) {
            routes.channel(new AlertRoute("team", Health.WARNING, Duration.ofHours(4), target))
                    .send(message);
        }
    }

    private static Message message(Kind kind, String text) {
        return Message.of(
                "acme",
                List.of(
                        new Notice(
                                1,
                                "team",
                                kind,
                                "3f2a",
                                "shop@production",
                                "blocked",
                                Health.CRITICAL,
                                text,
                                "SELECT pg_cancel_backend(7);",
                                NOW,
                                NOW,
                                0,
                                NOW,
                                Optional.empty())));
    }

    private Secret secret(String text) throws Exception {
        return new Secret.FromFile(Files.writeString(directory.resolve("secret"), text));
    }

    @Test
    void mailsWithALogin() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        server.start();
        try {
            server.setUser("holdfast", "right");
            send(email(server, "right"), message(Kind.OPENED, "7 wait\r\nBcc: you@evil.example"));
            assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getSubject())
                    .isEqualTo(
                            "[acme] CRITICAL blocked of shop@production: 7 wait Bcc:"
                                    + " you@evil.example");
            assertThat(mail.getAllRecipients()).hasSize(1);
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat((String) mail.getContent()).contains("now: SELECT pg_cancel_backend(7);");

            assertThatThrownBy(() -> send(email(server, "wrong"), message(Kind.OPENED, "7 wait")))
                    .hasMessageContaining("refused the login");
        } finally {
            server.stop();
        }
    }

    private Email email(GreenMail server, String password) throws Exception {
        return new Email(
                "127.0.0.1",
                server.getSmtp().getPort(),
                Tls.NEVER,
                Optional.of("holdfast"),
                Optional.of(secret(password)),
                "holdfast@example.com",
                List.of("team@example.com"));
    }

    @Test
    void sendsNoPasswordToAServerWithoutTls() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        server.start();
        try {
            Email plain = email(server, "right");
            Email secured =
                    new Email(
                            plain.server(),
                            plain.port(),
                            Tls.STARTTLS,
                            plain.user(),
                            plain.password(),
                            plain.from(),
                            plain.to());
            assertThatThrownBy(() -> send(secured, message(Kind.OPENED, "7 wait")))
                    .hasMessageContaining("STARTTLS");
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void callsNobodyOnSlackWhateverAServerSays() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver()) {
            send(new Slack(address(receiver)), message(Kind.OPENED, "<!channel> & more"));
            String text = JSON.readTree(receiver.got.getFirst().body()).get("text").asString();
            assertThat(text)
                    .startsWith("*[acme] CRITICAL blocked of shop@production:")
                    .contains("&lt;!channel&gt; &amp; more");
        }
    }

    private WebAddress address(HttpReceiver receiver) throws Exception {
        return new WebAddress.Hidden(
                new Secret.FromFile(
                        Files.writeString(directory.resolve("url"), receiver.url() + "\n")));
    }

    @Test
    void signsWhatAWebhookGets() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver()) {
            send(
                    new Webhook(address(receiver), Optional.of(secret("key"))),
                    message(Kind.REMINDER, "7 wait"));
            HttpReceiver.Got got = receiver.got.getFirst();
            JsonNode notice = JSON.readTree(got.body()).get("notices").get(0);
            assertThat(notice.get("kind").asString()).isEqualTo("reminder");
            assertThat(notice.get("check").asString()).isEqualTo("blocked");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signed = NOW.getEpochSecond() + "." + got.body();
            assertThat(got.signature())
                    .isEqualTo(
                            "t="
                                    + NOW.getEpochSecond()
                                    + ",v1="
                                    + HexFormat.of()
                                            .formatHex(
                                                    mac.doFinal(
                                                            signed.getBytes(
                                                                    StandardCharsets.UTF_8))));
        }
    }

    @Test
    void opensAndResolvesOnePagerDutyIncident() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver()) {
            receiver.status = 202;
            PagerDuty duty = new PagerDuty(secret("routing-key"), address(receiver));
            send(duty, message(Kind.OPENED, "7 wait"));
            send(duty, message(Kind.RESOLVED, "nobody waits"));
            JsonNode opened = JSON.readTree(receiver.got.getFirst().body());
            JsonNode resolved = JSON.readTree(receiver.got.getLast().body());
            assertThat(opened.get("event_action").asString()).isEqualTo("trigger");
            assertThat(opened.get("payload").get("severity").asString()).isEqualTo("critical");
            assertThat(resolved.get("event_action").asString()).isEqualTo("resolve");
            assertThat(resolved.get("dedup_key")).isEqualTo(opened.get("dedup_key"));
        }
    }

    @Test
    void saysWhyItWasNotTakenAndNeverTheAddress() throws Exception {
        HttpReceiver receiver = new HttpReceiver();
        WebAddress address = address(receiver);
        receiver.status = 500;
        assertUndelivered(new Slack(address), "answered with status 500");
        receiver.status = 302;
        assertUndelivered(new Slack(address), "answered with status 302");
        receiver.close();
        assertUndelivered(new Slack(address), "did not take it: Connect");
        Files.writeString(directory.resolve("url"), "no address secret-path");
        assertUndelivered(new Slack(address), "is no web address");
    }

    private static void assertUndelivered(Target target, String why) {
        assertThatThrownBy(() -> send(target, message(Kind.OPENED, "7 wait")))
                .isInstanceOf(HoldfastException.class)
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("secret-path"));
    }

    @Test
    void givesACommandWhatItNeeds() throws Exception {
        Path file = directory.resolve("told");
        send(
                new Command(List.of("/bin/sh", "-c", "cat > " + file)),
                message(Kind.OPENED, "7 wait"));
        assertThat(JSON.readTree(Files.readString(file)).get("estate").asString())
                .isEqualTo("acme");
        assertUndelivered(new Command(List.of("/bin/sh", "-c", "exit 3")), "ended with 3");
        assertUndelivered(new Command(List.of("/no/such/program")), "cannot be run");
    }
}
