package dev.holdfast.engines.postgres.health;

import static dev.holdfast.core.health.Unit.COUNT;
import static dev.holdfast.core.health.Unit.SECONDS;
import static dev.holdfast.core.health.Unit.TIMES;

import dev.holdfast.core.health.Amounts;
import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading;
import dev.holdfast.engines.postgres.health.SqlCheck.Where;
import java.util.List;

/// The write-ahead log on the server, and its archive.
final class Log {
    private Log() {}

    static List<SqlCheck> checks() {
        return List.of(directory(), archiving(), backlog());
    }

    private static SqlCheck directory() {
        return SqlCheck.named("wal-directory")
                .about("how large pg_wal is, as a multiple of what the settings ask for")
                .why(
                        "it stays near max_wal_size; twice as much means that a slot, the archive or"
                                + " checkpoints hold it back, and a full disk stops the server")
                .remedy(
                        "see the checks slots-retained and archiving; SELECT * FROM pg_stat_archiver")
                .asMonitor()
                .reads(
                        Limits.above(TIMES, 2, 4),
                        """
                        SELECT round(sum(size) / greatest(pg_size_bytes(current_setting('max_wal_size')),
                                 pg_size_bytes(current_setting('wal_keep_size'))), 2), sum(size)
                          FROM pg_ls_waldir()
                        """,
                        row ->
                                Reading.of(
                                        "",
                                        row.getDouble(1),
                                        "pg_wal has %s, %s what the settings ask for"
                                                .formatted(
                                                        Amounts.size(row.getLong(2)),
                                                        TIMES.text(row.getDouble(1)))));
    }

    private static SqlCheck archiving() {
        return SqlCheck.named("archiving")
                .about("how long archive_command has been failing")
                .why(
                        "nothing is lost yet, but pg_wal grows until the disk is full; 5 minutes are no"
                                + " hiccup, 15 minutes need somebody")
                .remedy(
                        "run archive_command by hand as the server's user; its error is in the"
                                + " server's log")
                .on(Where.PRIMARY)
                .reads(
                        Limits.above(SECONDS, 300, 900),
                        """
                        SELECT CASE WHEN last_failed_time > coalesce(last_archived_time, '-infinity')
                                    THEN extract(epoch FROM clock_timestamp()
                                           - coalesce(last_archived_time, stats_reset)) ELSE 0 END,
                               coalesce(last_failed_wal, ''), failed_count
                          FROM pg_stat_archiver WHERE current_setting('archive_mode') <> 'off'
                        """,
                        row ->
                                Reading.of(
                                        "",
                                        row.getDouble(1),
                                        row.getDouble(1) > 0
                                                ? "archiving of %s has been failing for %s"
                                                        .formatted(
                                                                row.getString(2),
                                                                SECONDS.text(row.getDouble(1)))
                                                : "archiving works"));
    }

    private static SqlCheck backlog() {
        return SqlCheck.named("archive-backlog")
                .about("how many segments wait for archive_command")
                .why(
                        "a few wait after a burst; 16 (256 MB) mean that it does not keep up, 64 (1 GB)"
                                + " that it stands")
                .remedy("is archive_command slow, or failing? see the check archiving")
                .on(Where.PRIMARY)
                .asMonitor()
                .reads(
                        Limits.above(COUNT, 16, 64),
                        """
                        SELECT count(*) FROM pg_ls_archive_statusdir()
                         WHERE name ~ '^[0-9A-F]{24}\\.ready$'
                           AND current_setting('archive_mode') <> 'off'
                        """,
                        row ->
                                Reading.of(
                                        "",
                                        row.getDouble(1),
                                        "%d segments wait to be archived"
                                                .formatted(row.getLong(1))));
    }
}
