package dev.holdfast.engines.postgres.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/// Checks one [Target] in one session.
///
/// @param database its name
/// @param amcheck empty when these binaries do not have it
record TargetCheck(String database, Optional<Amcheck> amcheck, AuditTally tally) {

    private static final int MOST_COMPLAINTS = 5;
    private static final String NO_BINARY_FORM = "42883";

    void run(Connection connection, Target target) throws SQLException {
        switch (target) {
            case Target.Relation relation -> check(connection, relation);
            case Target.Index index -> check(connection, index);
        }
    }

    private void check(Connection connection, Target.Relation relation) throws SQLException {
        long rows = read(connection, relation);
        if (relation.isTable()) {
            tally.table(rows);
        }
        if (amcheck.isPresent() && relation.heap() && relation.kind() != 'S') {
            verify(connection, amcheck.get(), relation);
        }
    }

    /// Makes the server read every row and every TOASTed value, and throw them away itself.
    private static long read(Connection connection, Target.Relation relation) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (relation.isToast()) {
                return count(statement, "SELECT count(*) FROM " + relation.sql());
            }
            String copy = "COPY (SELECT * FROM ONLY " + relation.sql() + ") TO '/dev/null'";
            try {
                return statement.executeLargeUpdate(copy + " (FORMAT binary)");
            } catch (SQLException e) {
                if (!NO_BINARY_FORM.equals(e.getSQLState())) {
                    throw e;
                }
                return statement.executeLargeUpdate(copy);
            }
        }
    }

    private static long count(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void verify(Connection connection, Amcheck check, Target.Relation relation)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(check.checkTable(relation.oid(), MOST_COMPLAINTS))) {
            while (rows.next()) {
                tally.damage(
                        subject(relation),
                        "block %d, row %d: %s"
                                .formatted(rows.getLong(1), rows.getInt(2), rows.getString(3)));
            }
        }
    }

    private void check(Connection connection, Target.Index index) throws SQLException {
        if (amcheck.isEmpty()) {
            return;
        }
        if (!index.sortable()) {
            tally.lacking(
                    subject(index),
                    "not verified: this machine's version of its collation sorts differently");
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(amcheck.get().checkIndex(index.oid()));
        }
        tally.index();
    }

    String subject(Target target) {
        return database + ": " + target.label();
    }
}
