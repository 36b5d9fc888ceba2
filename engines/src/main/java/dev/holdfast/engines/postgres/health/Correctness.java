package dev.holdfast.engines.postgres.health;

import static dev.holdfast.core.health.Unit.COUNT;

import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading;
import java.util.List;

/// What is wrong with the data, or could make it wrong. Each object that is found counts one.
final class Correctness {
    private Correctness() {}

    static List<SqlCheck> checks() {
        return List.of(
                checksums(),
                collations(),
                invalidIndexes(),
                unvalidated(),
                dangerousSettings(),
                pendingRestart());
    }

    private static SqlCheck checksums() {
        return SqlCheck.named("checksum-failures")
                .about("pages that were read and did not match their checksum")
                .why("one is damage on disk or in memory; it spreads into backups and standbys")
                .remedy(
                        "do not let backups expire; holdfast backup prove; look at the disk; bring the"
                                + " page back from the newest backup that is proven")
                .reads(
                        Limits.criticalAbove(COUNT, 1),
                        """
                        SELECT coalesce(datname, 'shared objects'), coalesce(checksum_failures, 0)
                          FROM pg_stat_database ORDER BY 2 DESC LIMIT 3
                        """,
                        row ->
                                Reading.of(
                                        row.getString(1),
                                        row.getDouble(2),
                                        "%s: %d pages did not match their checksum"
                                                .formatted(row.getString(1), row.getLong(2))));
    }

    private static SqlCheck collations() {
        return SqlCheck.named("collations")
                .about(
                        "collations whose version in the operating system is not the one that indexes"
                                + " were built with")
                .why("text sorts differently now: indexes miss rows, unique ones let duplicates in")
                .remedy(
                        "REINDEX the indexes over text, then ALTER DATABASE … REFRESH COLLATION VERSION"
                                + " (ALTER COLLATION … REFRESH VERSION)")
                .ofOneDatabase()
                .reads(
                        Limits.warnAbove(COUNT, 1),
                        Correctness::collationQuery,
                        row ->
                                Reading.of(
                                        row.getString(1),
                                        1,
                                        "%s was built with version %s, the system has %s"
                                                .formatted(
                                                        row.getString(1),
                                                        row.getString(2),
                                                        row.getString(3))));
    }

    private static String collationQuery(int version) {
        String collations =
                """
                SELECT 'collation ' || collname, collversion, pg_collation_actual_version(oid)
                  FROM pg_collation
                 WHERE collversion <> pg_collation_actual_version(oid)
                   AND collencoding IN (-1, (SELECT encoding FROM pg_database
                                              WHERE datname = current_database()))
                """;
        return version < 15
                ? collations
                : """
                SELECT 'database ' || datname, datcollversion, pg_database_collation_actual_version(oid)
                  FROM pg_database WHERE datname = current_database()
                   AND datcollversion <> pg_database_collation_actual_version(oid)
                UNION ALL
                """
                        + collations;
    }

    private static SqlCheck invalidIndexes() {
        return SqlCheck.named("invalid-indexes")
                .about("indexes that a failed CREATE INDEX CONCURRENTLY left behind")
                .why("no query uses them, every write pays for them; a unique one does not protect")
                .remedy("drop it and build it again: DROP INDEX CONCURRENTLY …")
                .ofOneDatabase()
                .reads(
                        Limits.warnAbove(COUNT, 1),
                        """
                        SELECT format('%I.%I', n.nspname, c.relname)
                          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                          JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE NOT (i.indisvalid AND i.indisready) AND c.relkind = 'i'
                           AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p
                                            WHERE p.index_relid = i.indexrelid)
                         ORDER BY 1 LIMIT 20
                        """,
                        row ->
                                Reading.of(
                                                row.getString(1),
                                                1,
                                                "index %s is invalid".formatted(row.getString(1)))
                                        .withHint(
                                                "DROP INDEX CONCURRENTLY %s; then build it again"
                                                        .formatted(row.getString(1))));
    }

    private static SqlCheck unvalidated() {
        return SqlCheck.named("unvalidated-constraints")
                .about("constraints that were added NOT VALID and never validated")
                .why("rows from before may break them, and nobody looks")
                .remedy("ALTER TABLE … VALIDATE CONSTRAINT …: it lets reads and writes go on")
                .ofOneDatabase()
                .reads(
                        Limits.warnAbove(COUNT, 1),
                        """
                        SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint
                         WHERE NOT convalidated AND conrelid <> 0 ORDER BY 1, 2 LIMIT 20
                        """,
                        row ->
                                Reading.of(
                                                row.getString(1) + "." + row.getString(2),
                                                1,
                                                "constraint %s of %s is not validated"
                                                        .formatted(
                                                                row.getString(2), row.getString(1)))
                                        .withHint(
                                                "ALTER TABLE %s VALIDATE CONSTRAINT %s;"
                                                        .formatted(
                                                                row.getString(1),
                                                                row.getString(2))));
    }

    private static SqlCheck dangerousSettings() {
        return SqlCheck.named("dangerous-settings")
                .about("settings with which a crash, or time, destroys data")
                .why("each of them is only ever right on a server whose data nobody wants")
                .remedy("ALTER SYSTEM RESET NAME; SELECT pg_reload_conf();")
                .reads(
                        Limits.criticalAbove(COUNT, 1),
                        """
                        SELECT name, setting FROM pg_settings
                         WHERE (name, setting) IN (('fsync', 'off'), ('full_page_writes', 'off'),
                               ('autovacuum', 'off'), ('track_counts', 'off'),
                               ('zero_damaged_pages', 'on'), ('ignore_checksum_failure', 'on'),
                               ('ignore_invalid_pages', 'on'))
                        """,
                        row ->
                                Reading.of(
                                                row.getString(1),
                                                1,
                                                "%s is %s"
                                                        .formatted(
                                                                row.getString(1), row.getString(2)))
                                        .withHint(
                                                "ALTER SYSTEM RESET %s; SELECT pg_reload_conf();"
                                                        .formatted(row.getString(1))));
    }

    private static SqlCheck pendingRestart() {
        return SqlCheck.named("pending-restart")
                .about("settings that were changed and wait for a restart")
                .why("the next restart, perhaps at night, starts with values that nobody tried")
                .remedy("restart the server when it suits, or take the change back")
                .reads(
                        Limits.warnAbove(COUNT, 1),
                        "SELECT name FROM pg_settings WHERE pending_restart ORDER BY name",
                        row ->
                                Reading.of(
                                        row.getString(1),
                                        1,
                                        row.getString(1) + " waits for a restart"));
    }
}
