package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The primary dies, its standby is promoted, and the stream follows: every moment before and after
/// can be brought back.
final class FailoverTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    @Test
    @Tag("full")
    void followsTheStandbyThatWasPromoted(@TempDir Path directory) throws Exception {
        try (Site site = Site.with(17, directory)) {
            site.server().execute("shop", "create table steps (n int)");
            site.backup();
            try (Standby standby = Standby.of(site, 17)) {
                site.configure(
                        Site.yaml(site.server().port())
                                .replace(
                                        "/shop",
                                        ",127.0.0.1:" + standby.server().port() + "/shop"));
                Commands.Running stream = site.start("wal", "stream", "shop");
                awaitStored(site.server());
                site.backup();
                site.server().execute("shop", "insert into steps values (1)");
                standby.awaitCaughtUp();
                awaitStored(site.server());
                site.server().stopNow();
                standby.server().execute("postgres", "select pg_promote()");
                standby.server().execute("shop", "insert into steps values (2)");
                awaitStored(standby.server());
                stream.signal("INT");
                stream.end().exits(0);
                bringsBackBoth(site);
            }
        }
    }

    private static void bringsBackBoth(Site site) throws Exception {
        Path to = site.directory().resolve("restored");
        try (Restored restored = Restored.latest(site, to)) {
            await().atMost(LONG)
                    .until(() -> restored.query("shop", "select pg_is_in_recovery()").equals("f"));
            assertThat(restored.query("shop", "select string_agg(n::text, ',') from steps"))
                    .isEqualTo("1,2");
            assertThat(restored.query("shop", "select timeline_id from pg_control_checkpoint()"))
                    .isNotIn("1", "2");
        }
    }

    private static void awaitStored(EmbeddedServer server) throws Exception {
        String lsn = server.query("postgres", "select pg_current_wal_flush_lsn()");
        await("stored up to " + lsn)
                .atMost(LONG)
                .until(() ->
                        server.query(
                                        "postgres",
                                        "select bool_or(restart_lsn >= '%s') from pg_replication_slots where not temporary"
                                                .formatted(lsn))
                                .equals("t"));
    }
}
