package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.engines.postgres.connect.Session;
import java.util.ArrayList;
import java.util.List;

/// Names the rows of the repair by their place on the scratch server, where nobody else writes: a
/// place there means the same row for as long as the repair is made. Tables without a key have
/// places too.
final class Ledger {
    private static final String TABLE = "holdfast_rescue.ledger";
    private static final int BUFFERED = 1000;

    private final Session session;
    private final List<String> buffered = new ArrayList<>();

    /// Why a row is in the ledger.
    enum Role {
        /// It is lost: it comes back, and so does what refers to it.
        LOST('l'),
        /// It is lost, and another row refers to it.
        PARENT('p'),
        /// It is there with other values.
        CHANGED('c');

        private final char code;

        Role(char code) {
            this.code = code;
        }
    }

    /// @param session may write on the scratch server
    Ledger(Session session) {
        this.session = session;
        session.run(
                "making the ledger",
                "DROP SCHEMA IF EXISTS holdfast_rescue CASCADE;"
                        + " CREATE SCHEMA holdfast_rescue; CREATE UNLOGGED TABLE "
                        + TABLE
                        + " (tab int4, rel oid, place tid, role \"char\", round int4, hash text,"
                        + " PRIMARY KEY (rel, place))");
    }

    /// Buffered until [#flush].
    ///
    /// @param hash of the live row; empty where there is none
    void add(TablePair table, Role role, String relation, String place, String hash) {
        buffered.add(
                "(%d,%s,'%s','%s',0,'%s')"
                        .formatted(table.number(), relation, place, role.code, hash));
        if (buffered.size() >= BUFFERED) {
            flush();
        }
    }

    void flush() {
        if (!buffered.isEmpty()) {
            session.run(
                    "writing the ledger",
                    "INSERT INTO " + TABLE + " VALUES " + String.join(",", buffered));
            buffered.clear();
        }
    }

    /// Adds the rows of the past that `keys` name; those that are in already stay once, and one
    /// that was only a parent becomes lost when it is now.
    ///
    /// @return how many are new in that role
    long add(TablePair table, Role role, int round, Keys keys) {
        String select =
                "SELECT %d, t.tableoid, t.ctid, '%s', %d, '' FROM %s JOIN %s AS t ON %s"
                        .formatted(
                                table.number(),
                                role.code,
                                round,
                                keys.values(),
                                table.past().from(),
                                keys.condition("t"));
        String conflict =
                role == Role.LOST
                        ? "UPDATE SET role = 'l', round = excluded.round WHERE ledger.role = 'p'"
                        : "NOTHING";
        return session.one(
                "writing the ledger",
                "WITH added AS (INSERT INTO %s AS ledger %s ON CONFLICT (rel, place) DO %s RETURNING 1) SELECT count(*) FROM added"
                        .formatted(TABLE, select, conflict),
                row -> row.getLong(1));
    }

    /// So that joins with it are planned by what is in it.
    void analyze() {
        flush();
        session.run("counting the ledger", "ANALYZE " + TABLE);
    }

    long count(TablePair table, Role... roles) {
        return session.one(
                "counting the ledger",
                "SELECT count(*) FROM %s WHERE tab = %d AND role IN (%s)"
                        .formatted(TABLE, table.number(), codes(roles)),
                row -> row.getLong(1));
    }

    long countOthers(TablePair table) {
        return session.one(
                "counting the ledger",
                "SELECT count(*) FROM %s WHERE tab <> %d".formatted(TABLE, table.number()),
                row -> row.getLong(1));
    }

    /// What stands behind FROM to have the rows of `table` as `t` and their entries as `l`.
    static String join(TablePair table, Role... roles) {
        return "%s AS t JOIN %s AS l ON l.rel = t.tableoid AND l.place = t.ctid AND l.tab = %d AND l.role IN (%s)"
                .formatted(table.past().from(), TABLE, table.number(), codes(roles));
    }

    private static String codes(Role... roles) {
        List<String> codes = new ArrayList<>();
        for (Role role : roles) {
            codes.add("'" + role.code + "'");
        }
        return String.join(", ", codes);
    }
}
