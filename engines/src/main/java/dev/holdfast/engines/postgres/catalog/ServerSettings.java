package dev.holdfast.engines.postgres.catalog;

import dev.holdfast.engines.postgres.connect.Session;

/// Settings of the server that a snapshot depends on.
///
/// @param summarizesWal false before 17, which cannot
/// @param freeSlots replication slots that are left
record ServerSettings(
        String walLevel,
        boolean fullPageWrites,
        boolean summarizesWal,
        int maxWalSenders,
        int freeSlots) {

    private static final String SETTINGS =
            """
            SELECT current_setting('wal_level'), current_setting('full_page_writes')::bool,
                   coalesce(current_setting('summarize_wal', true), 'off')::bool,
                   current_setting('max_wal_senders')::int,
                   current_setting('max_replication_slots')::int
                       - (SELECT count(*)::int FROM pg_replication_slots)
            """;

    static ServerSettings of(Session session) {
        return session.one(
                "reading its settings",
                SETTINGS,
                row ->
                        new ServerSettings(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getBoolean(3),
                                row.getInt(4),
                                row.getInt(5)));
    }
}
