package dev.holdfast.engines.postgres.health;

import static dev.holdfast.core.health.Unit.PERCENT;

import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Numbers that run out.
final class Exhaustion {
    private Exhaustion() {}

    static List<SqlCheck> checks() {
        return List.of(sequences());
    }

    /// The limit is the sequence's own or that of the narrowest column that it feeds, whichever
    /// comes first: a bigint sequence over an int4 column ends at 2 147 483 647.
    private static SqlCheck sequences() {
        return SqlCheck.named("sequences")
                .about(
                        "how much of the ids that a sequence, or the column that it feeds, can hold is"
                                + " used up")
                .why(
                        "at the end every insert fails; at 75 % there is time for a planned change to"
                                + " bigint, at 90 % there may not be")
                .remedy(
                        "ALTER TABLE … ALTER COLUMN … TYPE bigint rewrites the table: rehearse it; and"
                                + " ALTER SEQUENCE … AS bigint")
                .ofOneDatabase()
                .reads(
                        Limits.above(PERCENT, 75, 90),
                        """
                        SELECT q.name, q.used, q.most, q.readable FROM (
                          SELECT CASE WHEN a.attname IS NULL
                                      THEN format('%I.%I', n.nspname, s.relname)
                                      ELSE format('%I.%I.%I', tn.nspname, t.relname, a.attname)
                                 END AS name,
                                 CASE WHEN v.may THEN pg_sequence_last_value(s.oid) END AS used,
                                 least(p.seqmax, CASE a.atttypid WHEN 'int2'::regtype THEN 32767
                                   WHEN 'int4'::regtype THEN 2147483647 END) AS most,
                                 v.may AS readable
                            FROM pg_sequence p
                            JOIN pg_class s ON s.oid = p.seqrelid
                            JOIN pg_namespace n ON n.oid = s.relnamespace
                            LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass
                                 AND d.objid = s.oid AND d.refclassid = 'pg_class'::regclass
                                 AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
                            LEFT JOIN pg_class t ON t.oid = d.refobjid
                            LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
                            LEFT JOIN pg_attribute a
                                 ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                           CROSS JOIN LATERAL (SELECT has_sequence_privilege(s.oid, 'SELECT, USAGE')
                                                 AS may) v
                           WHERE NOT p.seqcycle AND p.seqincrement > 0 AND s.relpersistence <> 't') q
                         WHERE NOT q.readable OR q.used IS NOT NULL
                         ORDER BY q.readable, q.used::numeric / q.most DESC NULLS LAST LIMIT 20
                        """,
                        Exhaustion::sequence);
    }

    private static Reading sequence(ResultSet row) throws SQLException {
        String name = row.getString(1);
        if (!row.getBoolean(4)) {
            return Reading.of(name, Double.NaN, "the sequence of " + name + " cannot be read")
                    .withHint(
                            "GRANT pg_read_all_data to this role; or GRANT SELECT ON ALL SEQUENCES");
        }
        double used = row.getDouble(2);
        double most = row.getDouble(3);
        double percent = Math.round(1000 * used / most) / 10.0;
        return Reading.of(
                        name,
                        percent,
                        "%s has used %s of its ids".formatted(name, PERCENT.text(percent)))
                .withClock(used, most);
    }
}
