package dev.holdfast.e2e;

import static org.awaitility.Awaitility.await;

import dev.holdfast.app.demo.Shop;
import dev.holdfast.app.demo.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups taken from a standby, which was itself made by a restore.
final class StandbyTest {

    @Test
    void backsUpAStandbyAndNoticesItsPromotion(@TempDir Path directory) throws Exception {
        try (Site site = Site.with(18, directory)) {
            new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(40), 1).fill();
            site.backup();
            try (Standby standby = Standby.of(site, 18)) {
                site.configure(standby.server().port());
                backsUpUnderTraffic(site, standby);
                noticesThePromotion(site, standby);
            }
        }
    }

    private static void backsUpUnderTraffic(Site site, Standby standby) throws Exception {
        try (Traffic traffic = Traffic.start(() -> site.server().connect("shop"), 100, 1)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> traffic.committed() > 50);
            site.backup();
        }
        Contents expected = Contents.of(site.server());
        standby.awaitCaughtUp();
        site.backup();
        try (Restored restored = Restored.latest(site, site.directory().resolve("restored"))) {
            restored.contents().assertEqualTo(expected);
        }
    }

    private static void noticesThePromotion(Site site, Standby standby) throws Exception {
        site.start("backup", "run", "shop", "--full")
                .untilItSays("read pages")
                .meanwhile(() -> standby.server().execute("postgres", "select pg_promote()"))
                .end()
                .exits(5)
                .says("promoted");
        site.holdfast("vault", "check", "--hashes").exits(0);
        site.backup();
    }
}
