package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.app.demo.Shop;
import dev.holdfast.app.demo.Traffic;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `wal stream` under traffic, through everything that can come in its way. What counts is that
/// afterwards both storages hold the log without a hole, and nothing else.
final class WalStreamTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    @Test
    void losesNothingWhateverStops(@TempDir Path directory) throws Exception {
        try (Site site = Site.with(18, directory)) {
            new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(5), 1).fill();
            try (Traffic traffic = Traffic.start(() -> site.server().connect("shop"), 100, 1)) {
                goesOnAfterEveryKill(site, 3, Seed.ofThisRun());
                goesOnWhenTheServerIsKilled(site);
                refusesASecondStream(site);
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
                    .says("cannot be brought back", "--at");
        }
    }

    private static void streamUpToNow(Site site) throws Exception {
        Commands.Running stream = site.start("wal", "stream", "shop");
        site.server()
                .execute(
                        "shop", "create table if not exists t (n int)", "insert into t values (1)");
        awaitFlushed(site, position(site));
        end(stream).exits(0);
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
            Commands.Running stream = site.start("wal", "stream", "shop");
            String until = position(site);
            awaitFlushed(site, until);
            assertThat(stream.killAfter(Duration.ofMillis(random.nextLong(1000)))).isTrue();
        }
    }

    private static void goesOnWhenTheServerIsKilled(Site site) throws Exception {
        Commands.Running stream = site.start("wal", "stream", "shop");
        awaitFlushed(site, position(site));
        site.server().kill9();
        stream.untilItSays("trying again");
        site.server().start();
        awaitFlushed(site, position(site));
        end(stream).exits(0);
    }

    private static void refusesASecondStream(Site site) throws Exception {
        Commands.Running first = site.start("wal", "stream", "shop");
        awaitFlushed(site, position(site));
        site.holdfast("wal", "stream", "shop", "--state", "elsewhere").exits(5).says("already");
        end(first).exits(0);
    }

    private static void catchesUpAStorageThatWasAway(Site site) throws Exception {
        Path here = site.storage("cloud");
        Path away = here.resolveSibling("away");
        Files.move(here, away);
        Commands.Running stream = site.start("wal", "stream", "shop");
        stream.untilItSays("left out");
        site.server()
                .execute(
                        "shop",
                        "create table pad as select repeat(md5(g::text), 30) from"
                                + " generate_series(1, 60000) g");
        String until = position(site);
        awaitFlushed(site, until);
        Files.move(away, here);
        await().atMost(LONG).until(() -> holds(site, "cloud", until));
        end(stream).exits(0);
    }

    private static void endsWithEverythingStored(Site site) throws Exception {
        Commands.Running stream = site.start("wal", "stream", "shop", "--json");
        String until = position(site);
        awaitFlushed(site, until);
        JsonNode result = end(stream).exits(0).json();
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

    private static Outcome end(Commands.Running stream) throws Exception {
        stream.signal("INT");
        return stream.end();
    }

    private static String position(Site site) throws Exception {
        return site.server().query("postgres", "select pg_current_wal_flush_lsn()");
    }

    /// The server may remove what the stream says is stored everywhere.
    private static void awaitFlushed(Site site, String lsn) {
        await("stored up to " + lsn)
                .atMost(LONG)
                .until(() ->
                        site.server()
                                .query(
                                        "postgres",
                                        "select restart_lsn >= '%s' from pg_replication_slots where slot_name like 'holdfast%%' and slot_name <> 'holdfast_snapshot'"
                                                .formatted(lsn))
                                .equals("t"));
    }
}
