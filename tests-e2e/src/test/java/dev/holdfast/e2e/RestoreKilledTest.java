package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.demo.Shop;
import dev.holdfast.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `backup restore` is killed at random points: what it leaves cannot start, and the same command
/// completes it.
final class RestoreKilledTest {

    private static final int MEGABYTES = 40;

    @Test
    void completesWhatWasKilledAtAnyPoint(@TempDir Path directory) throws Exception {
        kill(directory, 5, Seed.ofThisRun());
    }

    @Test
    @Tag("full")
    void completesWhatWasKilledAtManyPoints(@TempDir Path directory) throws Exception {
        kill(directory, 40, Seed.ofThisRun());
    }

    private static void kill(Path directory, int points, long seed) throws Exception {
        try (Site site = Site.with(18, directory)) {
            new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(MEGABYTES), seed)
                    .fill();
            site.backup();
            Contents expected = Contents.of(site.server());
            Path timed = site.directory().resolve("timed");
            KillPoints killing = new KillPoints(site, new SplittableRandom(seed));
            KillPoints.Whole whole = killing.run(command(timed));
            String start = whole.outcome().json().get("start").asString();
            for (int point = 0; point < points; point++) {
                Path target = site.directory().resolve("killed-" + point);
                killing.kill(whole.took(), command(target));
                String startHere = start.replace(timed.toString(), target.toString());
                try (Restored restored =
                        Files.exists(target.resolve("global/pg_control"))
                                ? Restored.started(site, target, startHere)
                                : Restored.latest(site, target)) {
                    restored.contents().assertEqualTo(expected);
                }
                Site.delete(target);
            }
            assertThat(killing.killed()).as("kills").isPositive();
        }
    }

    private static String[] command(Path target) {
        return new String[] {
            "backup", "restore", "shop", "--to", target.toString(), "--yes", "--json"
        };
    }
}
