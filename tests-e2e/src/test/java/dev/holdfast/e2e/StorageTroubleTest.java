package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.app.demo.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A storage that is full, gone or locked: the other one goes on, and the user is told.
final class StorageTroubleTest {

    private Site site;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        site = Site.with(18, directory);
        new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(30), 1).fill();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void storesInOneWhenTheOtherIsGone() throws Exception {
        site.backup();
        Path away = site.directory().resolve("away");
        Files.move(site.storage("cloud"), away);
        JsonNode result = site.holdfast("backup", "run", "shop", "--json").exits(1).json();
        assertThat(states(result)).containsExactly("onsite stored", "cloud failed");
        assertThat(site.storage("cloud")).doesNotExist();

        Files.move(away, site.storage("cloud"));
        assertThat(site.holdfast("status").exits(1).out()).contains("holdfast vault sync cloud");
        site.holdfast("vault", "sync").exits(0);
        site.holdfast("status").exits(0);
        site.holdfast("vault", "check", "--hashes").exits(0);
    }

    @Test
    void failsWhenEveryStorageIsGone() throws Exception {
        Files.move(site.directory().resolve("storages"), site.directory().resolve("away"));
        site.holdfast("backup", "run", "shop").exits(4).says("storage");
        site.holdfast("vault", "init").exits(5).says("mount the storages");
        assertThat(site.directory().resolve("storages")).doesNotExist();
    }

    @Test
    void storesInOneWhenTheOtherIsFull() throws Exception {
        site.backup();
        try (SmallDisk disk = cloudOnADiskOf(14)) {
            disk.fillFrom(aside());
            site.server()
                    .execute(
                            "shop",
                            "create table more as select g, md5(g::text) || md5((-g)::text) as body"
                                    + " from generate_series(1, 200000) g");
            JsonNode result = site.holdfast("backup", "run", "shop", "--json").exits(1).json();
            assertThat(states(result)).containsExactly("onsite stored", "cloud behind");
            site.holdfast("vault", "check", "--hashes").exits(0);
            try (Restored restored = Restored.latest(site, site.directory().resolve("restored"))) {
                restored.contents().assertEqualTo(Contents.of(site.server()));
            }
        }
    }

    @Test
    void catchesUpWhenThereIsRoomAgain() throws Exception {
        try (SmallDisk disk = cloudOnADiskOf(6)) {
            disk.fillFrom(aside());
            JsonNode run = site.holdfast("backup", "run", "shop", "--json").exits(1).json();
            assertThat(states(run)).containsExactly("onsite stored", "cloud behind");

            Outcome full = site.holdfast("vault", "sync", "--json").exits(1);
            JsonNode failed = full.json().get("storages").get(1);
            assertThat(failed.get("state").asString()).isEqualTo("failed");
            assertThat(failed.get("problem").get("message").asString()).contains("no space left");
            assertThat(site.holdfast("status").exits(1).out())
                    .contains("holdfast vault sync cloud");
            site.holdfast("vault", "check", "--hashes").exits(0);

            disk.grow(200);
            JsonNode rest =
                    site.holdfast("vault", "sync", "--json").exits(0).json().get("storages").get(1);
            assertThat(rest.get("state").asString()).isEqualTo("caught-up");
            long all =
                    site.holdfast("vault", "check", "--hashes", "--json")
                            .exits(0)
                            .json()
                            .get("storages")
                            .get(1)
                            .get("objects")
                            .asLong();
            assertThat(rest.get("objects").asLong()).isPositive().isLessThan(all / 2);
        }
    }

    private SmallDisk cloudOnADiskOf(int megabytes) throws Exception {
        Files.move(site.storage("cloud"), aside());
        Optional<SmallDisk> disk =
                SmallDisk.mount(Files.createDirectory(site.storage("cloud")), megabytes);
        assumeTrue(disk.isPresent(), "this user may mount a file system");
        return disk.orElseThrow();
    }

    /// What the storage held before.
    private Path aside() {
        return site.directory().resolve("aside");
    }

    @Test
    void saysThatTheKeyIsMissing() throws Exception {
        Files.move(site.directory().resolve("vault.key"), site.directory().resolve("elsewhere"));
        site.holdfast("backup", "run", "shop").exits(3).says("vault.key");
    }

    @Test
    void saysThatTheKeyIsAnotherOne() throws Exception {
        Files.writeString(site.directory().resolve("vault.key"), "A".repeat(43) + "=\n");
        site.holdfast("backup", "run", "shop").exits(3).says("key");
        site.holdfast("vault", "init").exits(3).says("key");
    }

    private static List<String> states(JsonNode result) {
        return result.get("storages")
                .valueStream()
                .map(storage ->
                        storage.get("name").asString()
                                + " "
                                + storage.get("state").asString().toLowerCase(Locale.ROOT))
                .toList();
    }
}
