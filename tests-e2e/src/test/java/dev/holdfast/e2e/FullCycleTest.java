package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.demo.Shop;
import dev.holdfast.app.demo.Traffic;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Snapshots while everything that a server does to its files goes on; the restored server, started
/// with plain `pg_ctl`, holds the same rows.
final class FullCycleTest {

    private static final String UNEVEN_ORDERS =
            "select count(*) from orders o where total <> (select sum(quantity * unit_price)"
                    + " from order_items i where i.order_id = o.order_id)"
                    + " or not exists (select 1 from payments p where p.order_id = o.order_id)";

    @ParameterizedTest(name = "postgresql {0}")
    @ValueSource(ints = {15, 18})
    void bringsEveryRowBack(int majorVersion, @TempDir Path directory) throws Exception {
        cycle(majorVersion, directory, 2);
    }

    @Tag("full")
    @ParameterizedTest(name = "postgresql {0}")
    @ValueSource(ints = {14, 16, 17})
    void bringsEveryRowBackOnAllVersions(int majorVersion, @TempDir Path directory)
            throws Exception {
        cycle(majorVersion, directory, 4);
    }

    @Tag("full")
    @ParameterizedTest(name = "postgresql {0}")
    @ValueSource(ints = {14, 18})
    void bringsEveryRowBackReadFromTheDataDirectory(int majorVersion, @TempDir Path directory)
            throws Exception {
        try (Site site = Site.with(majorVersion, directory)) {
            site.configure(Site.yaml(site.server().port()).replace("read: sql", "read: auto"));
            cycle(site, 2);
        }
    }

    @Test
    void bringsEveryRowBackOfPagesThatTheLogNamed(@TempDir Path directory) throws Exception {
        cycleStreamed(15, directory, 2);
    }

    @Tag("full")
    @ParameterizedTest(name = "postgresql {0}")
    @ValueSource(ints = {14, 16})
    void bringsEveryRowBackOfPagesThatTheLogNamedOnAllVersions(
            int majorVersion, @TempDir Path directory) throws Exception {
        cycleStreamed(majorVersion, directory, 4);
    }

    private static void cycleStreamed(int majorVersion, Path directory, int rounds)
            throws Exception {
        try (Site site = Site.with(majorVersion, directory)) {
            LogStream stream = LogStream.start(site);
            cycle(site, rounds, "incremental");
            stream.end().exits(0);
        }
    }

    private static void cycle(int majorVersion, Path directory, int rounds) throws Exception {
        try (Site site = Site.with(majorVersion, directory)) {
            cycle(site, rounds);
        }
    }

    private static void cycle(Site site, int rounds) throws Exception {
        cycle(site, rounds, site.server().majorVersion() >= 17 ? "incremental" : "full");
    }

    private static void cycle(Site site, int rounds, String mode) throws Exception {
        Path tablespace =
                Workload.emptyTablespace(site.directory().resolve("elsewhere"), site.server());
        Workload workload = new Workload(site.server(), tablespace);
        workload.begin();
        new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(10), 1).fill();
        try (Traffic traffic = Traffic.start(() -> site.server().connect("shop"), 100, 1)) {
            site.backup();
            for (int round = 1; round <= rounds; round++) {
                workload.goOn(round);
                assertThat(mode(site)).isEqualTo(mode);
            }
            Contents quiet = Contents.of(site.server()).without("shop");
            comesBackConsistent(site, quiet);
            assertThat(traffic.committed()).isPositive();
        }
        workload.goOn(rounds + 1);
        Contents all = Contents.of(site.server());
        site.backup();
        comesBackWhole(site, all);
    }

    private static String mode(Site site) throws Exception {
        return site.holdfast("backup", "run", "shop", "--json")
                .exits(0)
                .json()
                .get("mode")
                .asString()
                .toLowerCase(Locale.ROOT);
    }

    /// With traffic up to and during the snapshot: the shop is at some moment of it.
    private static void comesBackConsistent(Site site, Contents quiet) throws Exception {
        try (Restored restored = restore(site, "consistent")) {
            restored.contents().without("shop").assertEqualTo(quiet);
            assertThat(restored.query("shop", UNEVEN_ORDERS)).isEqualTo("0");
        }
    }

    private static void comesBackWhole(Site site, Contents all) throws Exception {
        try (Restored restored = restore(site, "whole")) {
            restored.contents().assertEqualTo(all);
            assertThat(restored.query("most", "select count(*) from unlogged")).isEqualTo("0");
            assertThat(restored.query("most", "select last_value >= 310 from tickets"))
                    .isEqualTo("t");
        }
    }

    private static Restored restore(Site site, String name) throws Exception {
        Path tablespace =
                Workload.emptyTablespace(
                        site.directory().resolve(name + "-elsewhere"), site.server());
        return Restored.latest(
                site, site.directory().resolve(name), "--tablespace", "elsewhere=" + tablespace);
    }
}
