package dev.holdfast.e2e;

import static org.awaitility.Awaitility.await;

import dev.holdfast.app.demo.Shop;
import dev.holdfast.app.demo.Traffic;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups taken from a standby, which was itself made by a restore.
final class StandbyTest {

    @Test
    void backsUpAStandbyAndNoticesItsPromotion(@TempDir Path directory) throws Exception {
        try (Site site = Site.with(18, directory)) {
            new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(40), 1).fill();
            site.backup();
            try (EmbeddedServer standby = standby(site)) {
                site.configure(standby.port());
                backsUpUnderTraffic(site, standby);
                noticesThePromotion(site, standby);
            }
        }
    }

    private static EmbeddedServer standby(Site site) throws Exception {
        Path home = Files.createDirectories(site.directory().resolve("standby"));
        Path data = home.resolve("data");
        site.holdfast("backup", "restore", "shop", "--to", data.toString(), "--yes").exits(0);
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres'\n"
                        .formatted(site.server().port()),
                StandardOpenOption.APPEND);
        Files.createFile(data.resolve("standby.signal"));
        return EmbeddedServer.start(18, home, Map.of());
    }

    private static void backsUpUnderTraffic(Site site, EmbeddedServer standby) throws Exception {
        try (Traffic traffic = Traffic.start(() -> site.server().connect("shop"), 100, 1)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> traffic.committed() > 50);
            site.backup();
        }
        Contents expected = Contents.of(site.server());
        String end = site.server().query("postgres", "select pg_current_wal_lsn()");
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        standby.query(
                                        "postgres",
                                        "select pg_last_wal_replay_lsn() >= '%s'".formatted(end))
                                .equals("t"));
        site.backup();
        try (Restored restored = Restored.latest(site, site.directory().resolve("restored"))) {
            restored.contents().assertEqualTo(expected);
        }
    }

    private static void noticesThePromotion(Site site, EmbeddedServer standby) throws Exception {
        site.start("backup", "run", "shop", "--full")
                .untilItSays("read pages")
                .meanwhile(() -> standby.execute("postgres", "select pg_promote()"))
                .end()
                .exits(5)
                .says("promoted");
        site.holdfast("vault", "check", "--hashes").exits(0);
        site.backup();
    }
}
