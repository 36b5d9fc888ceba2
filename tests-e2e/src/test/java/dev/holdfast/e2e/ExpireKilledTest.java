package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.demo.Shop;
import dev.holdfast.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `backup expire` is killed at random points, as by a failing machine, on one day after the other.
/// What is listed stays whole, and in the end nothing is left that no snapshot needs.
final class ExpireKilledTest {

    private static final int MEGABYTES = 4;
    private static final Duration DAY = Duration.ofHours(25);
    private static final String[] EXPIRE = {
        "backup", "expire", "--yes", "--yes-i-mean", "shop@production"
    };

    /// Runs that were killed leave more than one run may let go unasked.
    private static final String[] EXPIRE_ALL =
            Stream.concat(Stream.of(EXPIRE), Stream.of("--at-most", "1000")).toArray(String[]::new);

    @Test
    void losesNothingWhenKilledAtAnyPoint(@TempDir Path directory) throws Exception {
        kill(directory, 4, Seed.ofThisRun());
    }

    @Test
    @Tag("full")
    void losesNothingWhenKilledAtManyPoints(@TempDir Path directory) throws Exception {
        kill(directory, 60, Seed.ofThisRun());
    }

    private static void kill(Path directory, int days, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        try (Site site = Site.with(18, directory)) {
            new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(MEGABYTES), seed)
                    .fill();
            site.configure(
                    Site.yaml(site.server().port())
                            .replace("read: sql", "read: sql\n          keep: {last: 1}"));
            KillPoints points = new KillPoints(site, random);
            Duration whole = wholeDay(site, points);
            for (int day = 0; day < days; day++) {
                takeAnother(site);
                String what = points.kill(whole, EXPIRE);
                assertNothingIsLost(site, what);
                passADay(site);
            }
            assertThat(points.killed()).as("kills").isPositive();
            leavesNothingBehind(site);
            restoreTheLast(site);
        }
    }

    /// A run that marks one snapshot, deletes another, condemns garbage and deletes some.
    private static Duration wholeDay(Site site, KillPoints points) throws Exception {
        site.backup();
        for (int day = 0; day < 2; day++) {
            takeAnother(site);
            site.holdfast(EXPIRE).exits(0);
            passADay(site);
        }
        takeAnother(site);
        return points.timeOf(EXPIRE);
    }

    private static void takeAnother(Site site) throws Exception {
        site.server()
                .execute(
                        "shop",
                        "drop table if exists today",
                        "create table today as select g, md5(random()::text)"
                                + " from generate_series(1, 2000) g");
        site.backup();
    }

    /// By the storages' own clock.
    private static void passADay(Site site) throws IOException {
        for (Path storage : site.storages()) {
            try (Stream<Path> paths = Files.walk(storage)) {
                for (Path file : paths.filter(Files::isRegularFile).toList()) {
                    FileTime before = Files.getLastModifiedTime(file);
                    Files.setLastModifiedTime(file, FileTime.from(before.toInstant().minus(DAY)));
                }
            }
        }
    }

    private static void assertNothingIsLost(Site site, String when) throws Exception {
        Outcome check = site.holdfast("vault", "check", "--hashes", "--json");
        assertThat(check.exitCode()).as(when + "\n" + check).isZero();
        for (JsonNode storage : check.json().get("storages")) {
            assertThat(storage.get("snapshots").asInt()).as(when).isPositive();
        }
    }

    private static void leavesNothingBehind(Site site) throws Exception {
        for (int day = 0; day < 3; day++) {
            passADay(site);
            site.holdfast(EXPIRE_ALL).exits(0);
        }
        JsonNode check = site.holdfast("vault", "check", "--hashes", "--json").exits(0).json();
        for (JsonNode storage : check.get("storages")) {
            assertThat(storage.get("extra").get("objects").asInt()).isZero();
        }
        for (Path storage : site.storages()) {
            assertThat(filesIn(storage.resolve("snapshots"))).hasSize(1);
            assertThat(filesIn(storage.resolve("condemned"))).isEmpty();
            assertThat(filesIn(storage.resolve("expired"))).isEmpty();
        }
        site.holdfast("journal", "verify").exits(0);
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private static void restoreTheLast(Site site) throws Exception {
        Contents expected = Contents.of(site.server());
        try (Restored restored = Restored.latest(site, site.directory().resolve("restored"))) {
            restored.contents().assertEqualTo(expected);
        }
    }
}
