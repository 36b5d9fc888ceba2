package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.app.demo.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Path storage = site.storage("cloud");
        Path aside = Files.move(storage, site.directory().resolve("aside"));
        Files.createDirectory(storage);
        assumeTrue(mounted("-t", "tmpfs", "-o", "size=14m", "tmpfs", storage.toString()));
        try {
            shell("cp", "-a", aside + "/.", storage.toString());
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
        } finally {
            shell("umount", storage.toString());
        }
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
                                + storage.get("state")
                                        .asString()
                                        .toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    private static boolean mounted(String... words) throws Exception {
        String[] command = new String[words.length + 1];
        command[0] = "mount";
        System.arraycopy(words, 0, command, 1, words.length);
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    private static void shell(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
