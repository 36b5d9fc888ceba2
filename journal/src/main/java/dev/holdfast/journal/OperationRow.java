package dev.holdfast.journal;

import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationRecord.RecordedProblem;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.ProcessIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One operation as a row.
final class OperationRow {
    static final String COLUMNS =
            "id, kind, subject, request, state, actor, host, machine, pid, process_started,"
                    + " started, heartbeat, finished, cancel_requested, steps, result,"
                    + " problem_code, problem_message, problem_hint";

    private OperationRow() {}

    /// Inserts an operation that has just begun: without steps, result or problem.
    static void insert(Connection connection, OperationRecord operation) throws SQLException {
        String sql =
                "insert into operation (id, kind, subject, request, state, actor, host, machine,"
                        + " pid, process_started, started, heartbeat)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, operation.id());
            statement.setString(2, operation.kind());
            statement.setString(3, operation.subject());
            statement.setString(4, operation.request());
            statement.setString(5, operation.state().word());
            statement.setString(6, operation.actor());
            statement.setString(7, operation.process().host());
            statement.setString(8, operation.process().machine());
            statement.setLong(9, operation.process().pid());
            statement.setLong(10, operation.process().started().toEpochMilli());
            statement.setLong(11, operation.started().toEpochMilli());
            statement.setLong(12, operation.heartbeat().toEpochMilli());
            statement.executeUpdate();
        }
    }

    static OperationRecord read(ResultSet rows) throws SQLException {
        return new OperationRecord(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                OperationState.valueOf(rows.getString(5).toUpperCase(Locale.ROOT)),
                rows.getString(6),
                new ProcessIdentity(
                        rows.getString(7), rows.getString(8), rows.getLong(9), time(rows, 10)),
                time(rows, 11),
                time(rows, 12),
                rows.getObject(13) == null ? Optional.empty() : Optional.of(time(rows, 13)),
                rows.getBoolean(14),
                StepsJson.read(rows.getString(15)),
                Optional.ofNullable(rows.getString(16)),
                problem(rows));
    }

    private static Optional<RecordedProblem> problem(ResultSet rows) throws SQLException {
        return rows.getString(18) == null
                ? Optional.empty()
                : Optional.of(
                        new RecordedProblem(
                                rows.getString(17), rows.getString(18), rows.getString(19)));
    }

    private static Instant time(ResultSet rows, int column) throws SQLException {
        return Instant.ofEpochMilli(rows.getLong(column));
    }
}
