package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.app.demo.Shop;
import dev.holdfast.app.demo.Traffic;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.testkit.Seed;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `wal stream` under traffic, through everything that can come in its way. What counts is that
/// afterwards both storages hold the log without a hole, and nothing else.
final class WalStreamTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    @Test
    void losesNothingWhateverStops(@TempDir Path directory) throws Exception {
        losesNothing(18, directory);
    }

    @Tag("full")
    @ParameterizedTest(name = "postgresql {0}")
    @ValueSource(ints = {14, 15, 16, 17})
    void losesNothingOnAllVersions(int majorVersion, @TempDir Path directory) throws Exception {
        losesNothing(majorVersion, directory);
    }

    private static void losesNothing(int majorVersion, Path directory) throws Exception {
        try (Site site = Site.with(majorVersion, directory)) {
            new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(5), 1).fill();
            try (Traffic traffic = Traffic.start(() -> site.server().connect("shop"), 100, 1)) {
                goesOnAfterEveryKill(site, 3, Seed.ofThisRun());
                goesOnWhenTheServerIsKilled(site);
                catchesUpAStorageThatWasAway(site);
                assertThat(traffic.committed()).isPositive();
            }
            endsWithEverythingStored(site);
        }
    }

    @Test
    @Tag("full")
    void losesNothingWhenKilledAtManyPoints(@TempDir Path directory) throws Exception {
        try (Site site = Site.with(18, directory)) {
            new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(5), 1).fill();
            try (Traffic traffic = Traffic.start(() -> site.server().connect("shop"), 200, 1)) {
                goesOnAfterEveryKill(site, 40, Seed.ofThisRun());
                assertThat(traffic.committed()).isPositive();
            }
            endsWithEverythingStored(site);
        }
    }

    @Test
    @Tag("full")
    void losesNothingWhenKilledWhileASegmentIsStored(@TempDir Path directory) throws Exception {
        try (Site site = Site.with(18, directory)) {
            int killed = 0;
            for (int attempt = 0; attempt < 30 && killed < 5; attempt++) {
                LogStream stream = LogStream.start(site);
                killed += killWhileASegmentIsStored(site, stream) ? 1 : 0;
            }
            assertThat(killed).isEqualTo(5);
            endsWithEverythingStored(site);
        }
    }

    /// @return whether a segment was on its way into a storage when it was killed
    private static boolean killWhileASegmentIsStored(Site site, LogStream stream) throws Exception {
        try (Connection connection = site.server().connect("shop");
                Statement writing = connection.createStatement()) {
            Thread writer = Thread.ofVirtual().start(() -> writeSegments(writing));
            boolean seen = false;
            Instant until = Instant.now().plusSeconds(20);
            while (!seen && Instant.now().isBefore(until)) {
                seen = isStoringASegment(site);
            }
            stream.running().killAfter(Duration.ZERO);
            writer.join();
            return seen;
        }
    }

    private static void writeSegments(Statement writing) {
        try {
            writing.execute(
                    "create table if not exists pad as select ''::text t;"
                            + " insert into pad select string_agg(md5(random()::text), '')"
                            + " from generate_series(1, 2000000) g group by g % 20000");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Objects are written under another name first; pieces are much smaller.
    private static boolean isStoringASegment(Site site) throws Exception {
        for (Path storage : site.storages()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(storage.resolve(".tmp"))) {
                for (Path file : files) {
                    if (Files.exists(file) && Files.size(file) > 1_000_000) {
                        return true;
                    }
                }
            } catch (NoSuchFileException e) {
                return false; // it has its own name by now
            }
        }
        return false;
    }

    @Test
    @Tag("full")
    void tellsOfWhatTheServerRemovedBeforeItWasStored(@TempDir Path directory) throws Exception {
        try (Site site = Site.with(18, directory)) {
            site.backup();
            streamUpToNow(site);
            Instant before = Instant.now();
            assertThat(site.holdfast("detach", "shop", "--yes").exits(0).out())
                    .contains("holdfast_");
            forgetWal(site);
            site.start("wal", "stream", "shop").untilItSays("was lost").killAfter(Duration.ZERO);
            site.backup();
            streamUpToNow(site);

            JsonNode list = site.holdfast("backup", "list", "--json").exits(0).json();
            assertThat(list.get("windows")).hasSize(4);
            assertThat(list.get("gaps")).hasSize(2);
            assertThat(list.get("gaps").get(0).get("reason").asString()).contains("removed");
            site.holdfast(
                            "backup",
                            "restore",
                            "shop",
                            "--to",
                            "nowhere",
                            "--yes",
                            "--at",
                            before.plusMillis(1).toString())
                    .exits(2)
                    .says("cannot be brought back", "removed", nearest(list));
        }
    }

    /// The end of the last window before the gap, and the beginning of the first one after it.
    private static String nearest(JsonNode list) {
        Instant gap = Instant.parse(list.get("gaps").get(0).get("to").asString());
        Instant before = Instant.EPOCH;
        Instant after = Instant.MAX;
        for (JsonNode window : list.get("windows")) {
            Instant from = Instant.parse(window.get("from").asString());
            Instant to = Instant.parse(window.get("to").asString());
            before = to.isBefore(gap) && to.isAfter(before) ? to : before;
            after = from.isAfter(before) && from.isBefore(after) ? from : after;
        }
        return "the nearest are --at %s and --at %s".formatted(before, after);
    }

    private static void streamUpToNow(Site site) throws Exception {
        LogStream stream = new LogStream(site, site.start("wal", "stream", "shop"));
        site.server()
                .execute(
                        "shop", "create table if not exists t (n int)", "insert into t values (1)");
        LogStream.awaitStored(site, LogStream.position(site));
        stream.end().exits(0);
    }

    /// Nobody holds it: two checkpoints later it is gone.
    private static void forgetWal(Site site) throws Exception {
        for (int i = 0; i < 3; i++) {
            site.server()
                    .execute(
                            "shop",
                            "insert into t values (2)",
                            "select pg_switch_wal()",
                            "checkpoint");
        }
    }

    private static void goesOnAfterEveryKill(Site site, int times, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < times; i++) {
            LogStream stream = LogStream.start(site);
            assertThat(stream.running().killAfter(Duration.ofMillis(random.nextLong(1000))))
                    .isTrue();
        }
    }

    private static void goesOnWhenTheServerIsKilled(Site site) throws Exception {
        LogStream stream = LogStream.start(site);
        site.server().kill9();
        stream.running().untilItSays("trying again");
        site.server().start();
        LogStream.awaitStored(site, LogStream.position(site));
        stream.end().exits(0);
    }

    private static void catchesUpAStorageThatWasAway(Site site) throws Exception {
        Path here = site.storage("cloud");
        Path away = here.resolveSibling("away");
        Files.move(here, away);
        LogStream stream = new LogStream(site, site.start("wal", "stream", "shop"));
        stream.running().untilItSays("left out");
        site.server()
                .execute(
                        "shop",
                        "create table pad as select repeat(md5(g::text), 30) from"
                                + " generate_series(1, 60000) g");
        String until = LogStream.position(site);
        LogStream.awaitStored(site, until);
        refusesASecondStream(site);
        Files.move(away, here);
        await().atMost(LONG).until(() -> holds(site, "cloud", until));
        stream.end().exits(0);
    }

    private static void refusesASecondStream(Site site) throws Exception {
        site.holdfast("wal", "stream", "shop", "--state", "elsewhere").exits(5).says("already");
    }

    private static void endsWithEverythingStored(Site site) throws Exception {
        LogStream stream = new LogStream(site, site.start("wal", "stream", "shop", "--json"));
        String until = LogStream.position(site);
        LogStream.awaitStored(site, until);
        JsonNode result = stream.end().exits(0).json();
        for (JsonNode storage : result.get("storages")) {
            assertThat(Lsn.parse(storage.get("storedTo").asString()))
                    .isGreaterThanOrEqualTo(Lsn.parse(until));
        }
        for (String storage : new String[] {"onsite", "cloud"}) {
            assertThat(new StoredLog(site, storage).wholeUpTo())
                    .as(storage)
                    .isGreaterThanOrEqualTo(Lsn.parse(until));
        }
    }

    private static boolean holds(Site site, String storage, String lsn) throws Exception {
        return !new StoredLog(site, storage).wholeUpTo().isBefore(Lsn.parse(lsn));
    }
}
