package dev.holdfast.e2e;

import static org.awaitility.Awaitility.await;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/// A standby of a site's server, made by a restore of its newest snapshot.
record Standby(EmbeddedServer primary, EmbeddedServer server) implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(3);

    static Standby of(Site site, int majorVersion) throws Exception {
        Path home = Files.createDirectories(site.directory().resolve("standby"));
        Path data = home.resolve("data");
        site.holdfast("backup", "restore", "shop", "--to", data.toString(), "--yes").exits(0);
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres'\n"
                        .formatted(site.server().port()),
                StandardOpenOption.APPEND);
        Files.createFile(data.resolve("standby.signal"));
        return new Standby(site.server(), EmbeddedServer.start(majorVersion, home, Map.of()));
    }

    /// Until it has replayed what the primary wrote so far.
    void awaitCaughtUp() throws Exception {
        String lsn = primary.query("postgres", "select pg_current_wal_flush_lsn()");
        await("replayed up to " + lsn)
                .atMost(LONG)
                .until(() ->
                        server.query(
                                        "postgres",
                                        "select pg_last_wal_replay_lsn() >= '%s'".formatted(lsn))
                                .equals("t"));
    }

    @Override
    public void close() {
        server.close();
    }
}
