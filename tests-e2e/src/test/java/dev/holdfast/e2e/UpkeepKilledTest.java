package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.demo.Shop;
import dev.holdfast.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `vault sync`, `vault heal` and `vault key rotate` are killed at random points, as by a failing
/// machine. What is listed stays whole, and running the command again ends it.
final class UpkeepKilledTest {

    private static final int MEGABYTES = 20;

    private Site site;
    private SplittableRandom random;
    private KillPoints points;

    @BeforeEach
    void takeSnapshots(@TempDir Path directory) throws Exception {
        random = new SplittableRandom(Seed.ofThisRun());
        site = Site.with(18, directory);
        points = new KillPoints(site, random);
        new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(MEGABYTES), 1).fill();
        site.backup();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void syncAndHealLoseNothingWhenKilledAtAnyPoint() throws Exception {
        killSync(2);
        killHeal(2);
        assertCloudStandsAlone();
    }

    @Test
    @Tag("full")
    void syncAndHealLoseNothingWhenKilledAtManyPoints() throws Exception {
        killSync(40);
        killHeal(40);
        assertCloudStandsAlone();
    }

    @Test
    @Tag("full")
    void rotationLocksNobodyOutWhenKilledAtManyPoints() throws Exception {
        Duration whole = points.timeOf("vault", "key", "rotate");
        for (int point = 0; point < 40; point++) {
            points.kill(whole, "vault", "key", "rotate");
            JsonNode keys = site.holdfast("vault", "key", "list", "--json").json();
            for (JsonNode storage : keys.get("storages")) {
                assertThat(storage.get("generation").asInt()).isPositive();
            }
        }
        site.holdfast("vault", "key", "rotate").exits(0);
        site.holdfast("vault", "check", "--depth", "everything").exits(0);
    }

    private void killSync(int times) throws Exception {
        empty(site.storage("cloud"));
        Duration whole = points.timeOf("vault", "sync");
        for (int point = 0; point < times; point++) {
            empty(site.storage("cloud"));
            points.kill(whole, "vault", "sync");
            site.holdfast("vault", "check", "--hashes").exits(0);
            site.holdfast("vault", "sync").exits(0);
            site.holdfast("vault", "check", "--hashes").exits(0);
        }
    }

    /// Leaves a vault without anything in it.
    private static void empty(Path storage) throws IOException {
        try (Stream<Path> entries = Files.list(storage)) {
            for (Path entry : entries.toList()) {
                if (!List.of("vault.json", "keys").contains(entry.getFileName().toString())) {
                    Site.delete(entry);
                }
            }
        }
    }

    private void killHeal(int times) throws Exception {
        damageEveryPack();
        Duration whole = points.timeOf("vault", "heal");
        for (int point = 0; point < times; point++) {
            damageEveryPack();
            points.kill(whole, "vault", "heal");
            site.holdfast("vault", "heal").exits(0);
            site.holdfast("vault", "check", "--hashes").exits(0);
        }
    }

    private void damageEveryPack() throws IOException {
        for (Path pack : packs()) {
            byte[] bytes = Files.readAllBytes(pack);
            bytes[random.nextInt(bytes.length)] ^= 1;
            pack.toFile().setWritable(true);
            Files.write(pack, bytes);
        }
    }

    private List<Path> packs() throws IOException {
        try (Stream<Path> paths = Files.walk(site.storage("cloud").resolve("packs"))) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    private void assertCloudStandsAlone() throws Exception {
        Contents before = Contents.of(site.server());
        Site.delete(site.storage("onsite"));
        try (Restored restored = Restored.latest(site, site.directory().resolve("restored"))) {
            restored.contents().assertEqualTo(before);
        }
    }
}
