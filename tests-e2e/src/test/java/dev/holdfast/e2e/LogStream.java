package dev.holdfast.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/// `wal stream` of a site's server in a process of its own.
record LogStream(Site site, Commands.Running running) {
    private static final Duration LONG = Duration.ofMinutes(3);

    /// Starts it, and waits until everything is stored that is there now.
    static LogStream start(Site site) throws Exception {
        Commands.Running running = site.start("wal", "stream", "shop");
        awaitStored(site, position(site));
        return new LogStream(site, running);
    }

    /// Where the log is. Behind it something is committed: else the stream stores what leads up to
    /// it only with the next sign of life, which an idle server gives once a minute.
    static String position(Site site) throws Exception {
        String position = site.server().query("postgres", "select pg_current_wal_flush_lsn()");
        site.server().query("postgres", "select pg_logical_emit_message(true, 'test', '')");
        return position;
    }

    /// The server may remove what the stream says is stored everywhere.
    static void awaitStored(Site site, String lsn) {
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

    void awaitStored() throws Exception {
        awaitStored(site, position(site));
    }

    Outcome end() throws Exception {
        running.signal("INT");
        return running.end();
    }
}
