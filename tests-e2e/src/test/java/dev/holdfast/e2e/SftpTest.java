package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.demo.Shop;
import dev.holdfast.testkit.sftp.SftpPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One copy lies on another host, reached over SFTP: backup, restore and proof, also when the
/// connection drops in their midst.
final class SftpTest {

    private static final int DROPS = 3;

    /// Pieces of files that go over a connection before it drops.
    private static final int TRANSFERS = 20;

    private static final String CLOUD = "- {name: cloud, type: file, path: storages/cloud}";

    private Site site;
    private SftpPeer peer;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        peer = SftpPeer.start(Files.createDirectories(directory.resolve("host")), 3);
        peer.onlyThePrunerDeletes();
        site = Site.bare(18, Files.createDirectories(directory.resolve("site")));
        Files.writeString(site.directory().resolve("password"), SftpPeer.PASSWORD);
        site.configure(Site.yaml(site.server().port()).replace(CLOUD, box()));
        new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(20), 1).fill();
        site.holdfast("vault", "init").exits(0);
    }

    private String box() {
        return """
        - name: cloud
            type: sftp
            host: 127.0.0.1
            port: %d
            user: %s
            password: "${file:password}"
            known-hosts: %s
            path: /vault
            pruner: {user: %s, password: "${file:password}"}\
        """
                .formatted(peer.port(), SftpPeer.USER, peer.knownHosts(), SftpPeer.PRUNER);
    }

    @AfterEach
    void close() throws Exception {
        site.close();
        peer.close();
    }

    @Test
    void bringsTheServerBackFromThereAlone() throws Exception {
        Outcome backup = dropping(site.start("backup", "run", "shop", "--json")).exits(0);
        assertThat(backup.json().get("storages").findValuesAsString("state"))
                .containsExactly("stored", "stored");
        JsonNode proof =
                dropping(site.start("backup", "prove", "shop", "--storage", "cloud", "--json"))
                        .exits(0)
                        .json();
        assertThat(proof.toString()).contains("\"verdict\":\"partial\"").contains("cloud");
        checkTellsWhoCanDelete();

        Contents expected = Contents.of(site.server());
        Site.delete(site.storage("onsite"));
        Path to = site.directory().resolve("restored");
        Outcome restore =
                dropping(
                                site.start(
                                        "backup",
                                        "restore",
                                        "shop",
                                        "--to",
                                        to.toString(),
                                        "--yes",
                                        "--json"))
                        .exits(0);
        String start = restore.json().get("start").asString();
        try (Restored restored = Restored.started(site, to, start)) {
            restored.contents().assertEqualTo(expected);
        }
    }

    /// Drops every connection again and again in the midst of what the command reads and writes.
    private Outcome dropping(Commands.Running running) throws Exception {
        int drops = 0;
        long seen = peer.transfers();
        while (drops < DROPS && !running.process().waitFor(Duration.ofMillis(5))) {
            if (peer.transfers() >= seen + TRANSFERS) {
                drops += peer.dropConnections() > 0 ? 1 : 0;
                seen = peer.transfers();
            }
        }
        Outcome outcome = running.end();
        assertThat(drops).as("drops").isPositive();
        return outcome;
    }

    private void checkTellsWhoCanDelete() throws Exception {
        JsonNode box = site.holdfast("check", "--json").exits(0).json().get("storages").get(1);
        assertThat(box.get("deletion").asString()).isEqualTo("refused");
        JsonNode attempts = box.get("attempts");
        assertThat(attempts.findValuesAsString("duty")).containsExactly("writer", "pruner");
        assertThat(attempts.findValuesAsString("deletion")).containsExactly("refused", "possible");
        assertThat(attempts.findValuesAsString("credential"))
                .isEqualTo(List.of("user holdfast of 127.0.0.1", "user pruner of 127.0.0.1"));

        JsonNode loss =
                site.holdfast("status", "--json")
                        .exits(0)
                        .json()
                        .get("databases")
                        .get(0)
                        .get("worstLoss");
        assertThat(loss.get("copies").asInt()).isEqualTo(1);
        assertThat(loss.get("of").asInt()).isEqualTo(2);
        assertThat(loss.get("untried")).isEmpty();
    }
}
