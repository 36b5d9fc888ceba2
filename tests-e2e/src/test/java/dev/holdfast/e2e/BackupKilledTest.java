package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.app.demo.Shop;
import dev.holdfast.app.demo.Traffic;
import dev.holdfast.testkit.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `backup run` is killed at random points under traffic, as by a failing machine.
final class BackupKilledTest {

    private static final int MEGABYTES = 20;

    @Test
    void losesNothingWhenKilledAtAnyPoint(@TempDir Path directory) throws Exception {
        kill(directory, 8, Seed.ofThisRun());
    }

    @Test
    @Tag("full")
    void losesNothingWhenKilledAtManyPoints(@TempDir Path directory) throws Exception {
        kill(directory, 60, Seed.ofThisRun());
    }

    private static void kill(Path directory, int points, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        try (Site site = Site.with(18, directory)) {
            new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(MEGABYTES), seed)
                    .fill();
            try (Traffic traffic = Traffic.start(() -> site.server().connect("shop"), 100, seed)) {
                KillPoints killing = new KillPoints(site, random);
                site.backup();
                Duration whole = killing.timeOf(command(true));
                for (int point = 0; point < points; point++) {
                    String what = killing.kill(whole, command(point % 2 == 0));
                    assertNothingIsLost(site, what);
                }
                assertThat(killing.killed()).as("kills").isGreaterThanOrEqualTo(points / 2);
                assertThat(traffic.committed()).isPositive();
                assertThat(states(site)).contains("crashed");
                site.holdfast("journal", "verify").exits(0);
            }
            restoreTheLast(site);
        }
    }

    private static String[] command(boolean full) {
        return full
                ? new String[] {"backup", "run", "shop", "--full"}
                : new String[] {"backup", "run", "shop"};
    }

    private static void assertNothingIsLost(Site site, String when) throws Exception {
        site.holdfast("vault", "check", "--hashes").exits(0);
        await(when + ": the slot of the killed run goes")
                .atMost(Duration.ofSeconds(30))
                .until(() -> slots(site).equals("0"));
        assertThat(states(site)).as(when).doesNotContain("running");
        site.backup();
    }

    private static String slots(Site site) throws Exception {
        return site.server().query("postgres", "select count(*) from pg_replication_slots");
    }

    private static String states(Site site) throws Exception {
        JsonNode operations = site.holdfast("operation", "list", "--json").exits(0).json();
        return operations.toString();
    }

    private static void restoreTheLast(Site site) throws Exception {
        Contents before = Contents.of(site.server());
        site.backup();
        try (Restored restored = Restored.latest(site, site.directory().resolve("restored"))) {
            restored.contents().assertEqualTo(before);
        }
    }
}
