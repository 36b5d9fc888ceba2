package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Every way to name a moment brings back exactly what was committed by then.
final class MomentsTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    /// What was there when each number had been inserted.
    private record Story(Instant afterOne, long two, String lsnAfterThree) {}

    @Test
    void bringsBackEveryMoment(@TempDir Path directory) throws Exception {
        try (Site site = Site.with(18, directory)) {
            site.server().execute("shop", "create table steps (n int)");
            Instant before = Instant.now();
            Commands.Running stream = site.start("wal", "stream", "shop");
            awaitStored(site, position(site));
            site.backup();
            Story story = tell(site);
            awaitStored(site, position(site));
            stream.signal("INT");
            stream.end().exits(0);

            assertRestores(site, story.afterOne().toString(), "1");
            assertRestores(site, "before-xid:" + story.two(), "1");
            assertRestores(site, "xid:" + story.two(), "1,2");
            assertRestores(site, "point:two", "1,2");
            assertRestores(site, "lsn:" + story.lsnAfterThree(), "1,2,3");
            assertRestores(site, "latest", "1,2,3,4");
            refuses(site, before.toString(), "before the first snapshot");
            refuses(site, Instant.now().plusSeconds(3600).toString(), "in the future");
            refuses(site, "xid:4000000000", "no stored WAL");
            tellsOfTheWindow(site, story);
            waitsAtTheMoment(site, story);
        }
    }

    private static Story tell(Site site) throws Exception {
        try (Connection connection = site.server().connect("shop");
                Statement statement = connection.createStatement()) {
            statement.execute("insert into steps values (1)");
            Instant afterOne = time(statement);
            // recovery compares microseconds: the next commit must be a later one
            await().until(() -> time(statement).isAfter(afterOne.plusMillis(2)));
            connection.setAutoCommit(false);
            statement.execute("insert into steps values (2)");
            long two = Long.parseLong(text(statement, "select pg_current_xact_id()::text"));
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("select pg_create_restore_point('two')");
            statement.execute("insert into steps values (3)");
            String lsn = text(statement, "select pg_current_wal_insert_lsn()::text");
            statement.execute("insert into steps values (4)");
            return new Story(afterOne, two, lsn);
        }
    }

    private static Instant time(Statement statement) throws Exception {
        String micros =
                text(statement, "select (extract(epoch from clock_timestamp()) * 1000000)::bigint");
        return Instant.EPOCH.plusNanos(1000 * Long.parseLong(micros));
    }

    private static String text(Statement statement, String sql) throws Exception {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void assertRestores(Site site, String at, String expected) throws Exception {
        Path to = site.directory().resolve("at-" + at.replaceAll("[^A-Za-z0-9]", "-"));
        try (Restored restored = Restored.latest(site, to, "--at", at)) {
            // pg_ctl returns once it can be read; it opens for writing a little later
            await().atMost(LONG)
                    .until(() -> restored.query("shop", "select pg_is_in_recovery()").equals("f"));
            assertThat(steps(restored)).as(at).isEqualTo(expected);
        }
        Site.delete(to);
    }

    private static String steps(Restored restored) throws Exception {
        return restored.query("shop", "select string_agg(n::text, ',' order by n) from steps");
    }

    private static void refuses(Site site, String at, String why) throws Exception {
        site.holdfast("backup", "restore", "shop", "--to", "nowhere", "--yes", "--at", at)
                .exits(2)
                .says(why);
    }

    private static void tellsOfTheWindow(Site site, Story story) throws Exception {
        JsonNode list = site.holdfast("backup", "list", "--json").exits(0).json();
        List<String> storages = new ArrayList<>();
        for (JsonNode window : list.get("windows")) {
            storages.add(window.get("storage").asString());
            assertThat(Instant.parse(window.get("from").asString())).isBefore(story.afterOne());
            assertThat(Instant.parse(window.get("to").asString())).isAfter(story.afterOne());
        }
        assertThat(storages).containsExactly("onsite", "cloud");
        assertThat(list.get("gaps")).isEmpty();
        assertThat(list.get("recoveryPoints")).hasSize(2);
    }

    private static void waitsAtTheMoment(Site site, Story story) throws Exception {
        Path to = site.directory().resolve("paused");
        try (Restored restored =
                Restored.latest(site, to, "--at", "xid:" + story.two(), "--pause")) {
            await().atMost(LONG)
                    .until(() ->
                            restored.query("shop", "select pg_get_wal_replay_pause_state()")
                                    .equals("paused"));
            assertThat(steps(restored)).isEqualTo("1,2");
        }
    }

    private static String position(Site site) throws Exception {
        return site.server().query("postgres", "select pg_current_wal_flush_lsn()");
    }

    private static void awaitStored(Site site, String lsn) {
        await("stored up to " + lsn)
                .atMost(LONG)
                .until(() ->
                        site.server()
                                .query(
                                        "postgres",
                                        "select bool_or(restart_lsn >= '%s') from pg_replication_slots where not temporary"
                                                .formatted(lsn))
                                .equals("t"));
    }
}
