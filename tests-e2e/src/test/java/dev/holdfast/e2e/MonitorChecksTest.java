package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.core.health.Health;
import dev.holdfast.practices.monitor.check.CheckResult;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What one look cannot tell: what changed since the one before.
class MonitorChecksTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Site site;
    private static Watching watching;

    @BeforeAll
    static void prepare(@TempDir Path directory) throws Exception {
        site = Site.with(18, directory);
        watching = new Watching(site.directory().resolve("holdfast.yaml"));
    }

    @AfterAll
    static void stop() {
        watching.close();
        site.close();
    }

    @Test
    void printsWhatScriptsRelyOn() throws Exception {
        Outcome outcome = site.holdfast("monitor", "checks", "shop", "--json").exits(1);
        JsonNode checks = outcome.json().get("checks");
        assertThat(checks.size()).isGreaterThan(30);
        for (JsonNode check : checks) {
            assertThat(check.propertyNames())
                    .contains("check", "database", "state", "value", "message", "hint");
            assertThat(check.get("state").asString()).isIn("ok", "warning", "critical", "unknown");
        }
        assertThat(site.holdfast("monitor", "checks").exits(1).out())
                .contains("backup-age", "there is no snapshot", "holdfast backup run shop")
                .contains("checks are not well")
                .satisfies(out ->
                        assertThat(out.lines().filter(l -> l.startsWith("CHECK")))
                                .allMatch(line -> line.length() <= 80));
    }

    /// Travis CI, 2018: a test suite emptied production, and the application went on for half an
    /// hour.
    @Test
    void noticesATableThatWasEmptied() throws Exception {
        site.server()
                .execute(
                        "shop",
                        "create table people as select generate_series(1, 5000) as id",
                        "create table others as select generate_series(1, 5000) as id");
        awaitRows("people", 5000);
        assertThat(watching.check("rows").state()).isEqualTo(Health.OK);
        site.server().execute("shop", "truncate people");
        awaitRows("people", 0);
        watching.passes(Duration.ofMinutes(1));
        CheckResult rows = watching.check("rows");
        assertThat(rows.state()).isEqualTo(Health.CRITICAL);
        assertThat(rows.message()).contains("public.people fell from 5 000 to 0");
        watching.passes(Duration.ofHours(2));
        assertThat(watching.check("rows").state()).isEqualTo(Health.OK);
    }

    private static void awaitRows(String table, int rows) {
        await().atMost(SOON)
                .until(() ->
                        site.server()
                                .query(
                                        "shop",
                                        "select n_live_tup from pg_stat_user_tables where relname = '%s'"
                                                .formatted(table))
                                .equals(Integer.toString(rows)));
    }

    /// Basecamp, 2018: the ids of a table ended.
    @Test
    void saysHowManyDaysAreLeftForIds() throws Exception {
        site.server()
                .execute(
                        "shop",
                        "create table events (id serial primary key)",
                        "select setval('events_id_seq', 1000000000)");
        watching.check("sequences");
        watching.passes(Duration.ofDays(2));
        site.server().execute("shop", "select setval('events_id_seq', 1200000000)");
        CheckResult sequences = watching.check("sequences");
        assertThat(sequences.message()).contains("public.events.id", "9 days left");
        assertThat(sequences.state()).isEqualTo(Health.WARNING);
    }

    @Test
    void tellsWhatWasChangedUntilItIsAccepted() throws Exception {
        site.server().execute("shop", "create table planned (id int)");
        watching.metrics().facts().forget("shop@production", "schema");
        watching.checks();
        site.server().execute("shop", "alter table planned add column note text");
        watching.passes(Duration.ofMinutes(1));
        CheckResult schema = watching.check("schema");
        assertThat(schema.state()).isEqualTo(Health.WARNING);
        assertThat(schema.message()).isEqualTo("table public.planned changed");
        assertThat(schema.hint()).contains("holdfast monitor ack schema shop@production");
        watching.metrics().facts().forget("shop@production", "schema");
        assertThat(watching.check("schema").state()).isEqualTo(Health.OK);
        site.server().execute("shop", "drop table planned");
        assertThat(watching.check("schema").message()).isEqualTo("table public.planned is gone");
        watching.passes(Duration.ofHours(25));
        assertThat(watching.check("schema").message()).contains("accepted after a day");
        assertThat(watching.check("schema").message()).isEqualTo("as it was");
    }

    @Test
    void saysOneThingOfAServerThatIsDown() throws Exception {
        site.server().stop();
        try {
            assertThat(watching.checks())
                    .filteredOn(each -> !each.check().startsWith("backup") && each.seconds() >= 0)
                    .filteredOn(each -> each.state() == Health.CRITICAL)
                    .extracting(CheckResult::check)
                    .contains("available")
                    .doesNotContain("connections", "blocked");
        } finally {
            site.server().start();
        }
        assertThat(watching.check("available").state()).isEqualTo(Health.OK);
    }
}
