package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.demo.Shop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Whatever kind of server a snapshot was taken from, its full proof finds nothing wrong where
/// nothing is, and compares it with that server.
@Tag("full")
final class ProofSourcesTest {

    private static final List<Integer> ALWAYS = List.of(0, 1, 2, 3, 4, 5);

    @Test
    void aServerWithTablespaces(@TempDir Path directory) throws Exception {
        try (Site site = Site.with(18, directory)) {
            Path tablespace =
                    Workload.emptyTablespace(site.directory().resolve("elsewhere"), site.server());
            site.server()
                    .execute(
                            "postgres",
                            "create tablespace elsewhere location '%s'".formatted(tablespace));
            site.server()
                    .execute(
                            "shop",
                            "create table far (id int primary key, body text) tablespace elsewhere",
                            "insert into far select g, md5(g::text) from generate_series(1, 20000) g",
                            "alter index far_pkey set tablespace elsewhere");
            site.backup();
            site.server().execute("shop", "update far set body = 'changed' where id % 100 = 0");
            site.backup();
            assertComparedAndWell(site);
        }
    }

    @Test
    void aStandby(@TempDir Path directory) throws Exception {
        try (Site site = Site.with(18, directory)) {
            new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(20), 1).fill();
            site.backup();
            try (Standby standby = Standby.of(site, 18)) {
                site.configure(standby.server().port());
                site.server().execute("shop", "create table more as select 1 as n", "checkpoint");
                standby.awaitCaughtUp();
                site.backup();
                site.server().execute("postgres", "checkpoint");
                standby.awaitCaughtUp();
                assertComparedAndWell(site);
            }
        }
    }

    private static void assertComparedAndWell(Site site) throws Exception {
        Outcome outcome = site.holdfast("backup", "prove", "shop", "--storage", "onsite", "--json");
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        for (JsonNode rung : outcome.json().get("proofs").get(0).get("rungs")) {
            if (ALWAYS.contains(rung.get("rung").asInt())) {
                assertThat(rung.get("verdict").asString()).as(rung.toString()).isEqualTo("pass");
            } else {
                assertThat(rung.get("verdict").asString()).as(rung.toString()).isNotEqualTo("fail");
            }
        }
    }
}
