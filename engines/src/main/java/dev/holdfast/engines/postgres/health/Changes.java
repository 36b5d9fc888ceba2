package dev.holdfast.engines.postgres.health;

import static dev.holdfast.core.health.Unit.COUNT;
import static dev.holdfast.core.health.Unit.PERCENT;
import static dev.holdfast.core.health.Unit.TIMES;

import dev.holdfast.core.health.Check.Kind;
import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading;
import dev.holdfast.engines.postgres.connect.Session.Row;
import java.util.List;

/// What is not as it was: changes that nobody planned are the beginning of most bad nights.
final class Changes {
    private static final Row<Reading> FACT =
            row -> Reading.of(row.getString(1), 0, row.getString(2));

    private Changes() {}

    static List<SqlCheck> checks() {
        return List.of(version(), settings(), extensions(), schema(), rows(), statements());
    }

    private static SqlCheck version() {
        return SqlCheck.named("version")
                .about("whether the server is of the version, and the cluster, that it was")
                .why("an upgrade that nobody planned is how a provider's night becomes yours")
                .remedy(
                        "planned: holdfast monitor ack; not planned: read the release notes, look at"
                                + " the checks collations and statements")
                .kind(Kind.SAME)
                .reads(
                        Limits.warnAbove(COUNT, 1),
                        """
                        SELECT 'server_version', current_setting('server_version')
                        UNION ALL
                        SELECT 'system identifier', system_identifier::text FROM pg_control_system()
                        """,
                        FACT);
    }

    private static SqlCheck settings() {
        return SqlCheck.named("settings")
                .about("whether the server's settings are what they were")
                .why("a setting that was changed by hand works until the day it does not")
                .remedy("planned: holdfast monitor ack; not planned: ALTER SYSTEM RESET NAME")
                .kind(Kind.SAME)
                .reads(
                        Limits.warnAbove(COUNT, 1),
                        """
                        SELECT name, reset_val FROM pg_settings
                         WHERE context <> 'internal' AND reset_val IS DISTINCT FROM boot_val
                           AND source NOT IN ('client', 'user', 'database', 'database user')
                           AND name NOT IN ('application_name', 'client_encoding', 'DateStyle',
                                            'extra_float_digits', 'TimeZone', 'transaction_read_only',
                                            'search_path', 'statement_timeout', 'lock_timeout',
                                            'default_transaction_read_only')
                        """,
                        FACT);
    }

    private static SqlCheck extensions() {
        return SqlCheck.named("extensions")
                .about("whether the database's extensions are of the versions that they were")
                .why(
                        "extensions run inside the server; another version may store or plan differently")
                .remedy("planned: holdfast monitor ack")
                .kind(Kind.SAME)
                .ofOneDatabase()
                .reads(
                        Limits.warnAbove(COUNT, 1),
                        "SELECT extname, extversion FROM pg_extension",
                        FACT);
    }

    /// One line for each table, index and view, so that what changed can be named.
    private static SqlCheck schema() {
        return SqlCheck.named("schema")
                .about("whether tables, columns, indexes, constraints and views are what they were")
                .why(
                        "what was changed by hand in production is missing in the next migration's"
                                + " rehearsal")
                .remedy(
                        "planned: holdfast monitor ack; not planned: ask who did it, and write a"
                                + " migration of it")
                .kind(Kind.SAME)
                .ofOneDatabase()
                .reads(
                        Limits.warnAbove(COUNT, 1),
                        """
                        SELECT format('%s %I.%I', CASE c.relkind WHEN 'i' THEN 'index' WHEN 'I' THEN 'index'
                                 WHEN 'v' THEN 'view' WHEN 'm' THEN 'view' ELSE 'table' END,
                                 n.nspname, c.relname),
                               md5(concat_ws('|',
                                 CASE WHEN c.relkind IN ('i', 'I') THEN pg_get_indexdef(c.oid)
                                      WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
                                 (SELECT string_agg(concat_ws(' ', a.attname,
                                           format_type(a.atttypid, a.atttypmod), a.attnotnull,
                                           a.attidentity, a.attgenerated), ',' ORDER BY a.attnum)
                                    FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
                                     AND NOT a.attisdropped),
                                 (SELECT string_agg(conname || pg_get_constraintdef(o.oid), ','
                                           ORDER BY conname)
                                    FROM pg_constraint o WHERE o.conrelid = c.oid)))
                          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE c.relkind IN ('r', 'p', 'i', 'I', 'v', 'm') AND c.relpersistence <> 't'
                           AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'holdfast')
                           AND n.nspname NOT LIKE 'pg\\_toast%'
                         LIMIT 20000
                        """,
                        FACT);
    }

    private static SqlCheck rows() {
        return SqlCheck.named("rows")
                .about(
                        "how many of its rows a table of at least a thousand lost since the last time")
                .why(
                        "a TRUNCATE or DELETE in the wrong window looks like this; nobody deletes half of"
                                + " a table between two looks by intention without knowing it")
                .remedy(
                        "if it was a mistake: stop writing, and bring it back to the moment before with"
                                + " holdfast backup restore --at")
                .kind(Kind.DROP)
                .ofOneDatabase()
                .reads(
                        Limits.above(PERCENT, 50, 90),
                        """
                        SELECT format('%I.%I', schemaname, relname), n_live_tup
                          FROM pg_stat_user_tables
                         WHERE schemaname <> 'holdfast' AND relname !~ '^pg_temp'
                         ORDER BY n_tup_ins + n_live_tup DESC, relid LIMIT 500
                        """,
                        row ->
                                Reading.of(
                                        row.getString(1),
                                        row.getDouble(2),
                                        "rows of " + row.getString(1)));
    }

    private static SqlCheck statements() {
        return SqlCheck.named("statements")
                .about(
                        "how many times longer one of the costliest statements takes than it used to")
                .why(
                        "a plan that flipped shows here first; three times as long is not noise, ten times"
                                + " is an outage that begins")
                .remedy(
                        "EXPLAIN it; ANALYZE its tables; what changed? see the checks version, settings"
                                + " and schema")
                .kind(Kind.SLOWDOWN)
                .ofOneDatabase()
                .asMonitor()
                .with("pg_stat_statements")
                .reads(
                        Limits.above(TIMES, 3, 10),
                        """
                        SELECT s.queryid::text, s.total_exec_time, s.calls, left(regexp_replace(s.query, '\\s+', ' ', 'g'), 60)
                          FROM EXTENSION.pg_stat_statements s
                          JOIN pg_database d ON d.oid = s.dbid
                         WHERE d.datname = current_database() AND s.queryid IS NOT NULL AND s.toplevel
                           AND s.calls >= 20
                         ORDER BY s.total_exec_time DESC LIMIT 20
                        """,
                        row ->
                                Reading.of(row.getString(1), row.getDouble(2), row.getString(4))
                                        .withClock(row.getDouble(3), Double.POSITIVE_INFINITY));
    }
}
