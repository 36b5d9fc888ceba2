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

    @BeforeEach
    void takeSnapshots(@TempDir Path directory) throws Exception {
        random = new SplittableRandom(Seed.ofThisRun());
        site = Site.with(18, directory);
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
        long whole = timeOf("vault", "key", "rotate");
        for (int point = 0; point < 40; point++) {
            site.start("vault", "key", "rotate").killAfter(somewhereIn(whole));
            JsonNode keys = site.holdfast("vault", "key", "list", "--json").json();
            for (JsonNode storage : keys.get("storages")) {
                assertThat(storage.get("generation").asInt()).isPositive();
            }
        }
        site.holdfast("vault", "key", "rotate").exits(0);
        site.holdfast("vault", "check", "--depth", "everything").exits(0);
    }

    private void killSync(int points) throws Exception {
        empty(site.storage("cloud"));
        long whole = timeOf("vault", "sync");
        for (int point = 0; point < points; point++) {
            empty(site.storage("cloud"));
            site.start("vault", "sync").killAfter(somewhereIn(whole));
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

    private void killHeal(int points) throws Exception {
        damageEveryPack();
        long whole = timeOf("vault", "heal");
        for (int point = 0; point < points; point++) {
            damageEveryPack();
            site.start("vault", "heal").killAfter(somewhereIn(whole));
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

    private long timeOf(String... command) throws Exception {
        long began = System.nanoTime();
        site.holdfast(command).exits(0);
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    /// Not while the process still starts: nothing happens then.
    private Duration somewhereIn(long wholeMillis) {
        return Duration.ofMillis(random.nextLong(wholeMillis / 4, wholeMillis));
    }

    private void assertCloudStandsAlone() throws Exception {
        Contents before = Contents.of(site.server());
        Site.delete(site.storage("onsite"));
        try (Restored restored = Restored.latest(site, site.directory().resolve("restored"))) {
            restored.contents().assertEqualTo(before);
        }
    }
}
