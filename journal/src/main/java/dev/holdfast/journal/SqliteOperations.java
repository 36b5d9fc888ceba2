package dev.holdfast.journal;

import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationRecord.RecordedProblem;
import dev.holdfast.core.journal.OperationRecord.StepRecord;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.OperationStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Operations as rows; the unique index on running ones is what keeps two processes apart.
final class SqliteOperations implements OperationStore {
    private static final String SELECT = "select " + OperationRow.COLUMNS + " from operation ";

    private final StateFile file;

    SqliteOperations(StateFile file) {
        this.file = file;
    }

    @Override
    public Begun begin(OperationRecord operation) {
        return file.write(connection -> {
            Optional<OperationRecord> running =
                    find(
                            connection,
                            "where kind = ? and subject = ? and state = 'running'",
                            operation.kind(),
                            operation.subject());
            if (running.isPresent()) {
                return new Begun.Refused(running.get());
            }
            if (find(connection, "where id = ?", operation.id()).isPresent()) {
                return new Begun.IdTaken();
            }
            OperationRow.insert(connection, operation);
            return new Begun.Accepted();
        });
    }

    @Override
    public boolean heartbeat(String id, Instant now, List<StepRecord> steps) {
        return file.write(connection -> {
            String sql =
                    "update operation set heartbeat = ?, steps = ?"
                            + " where id = ? and state = 'running'"
                            + " returning cancel_requested";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, now.toEpochMilli());
                statement.setString(2, StepsJson.write(steps));
                statement.setString(3, id);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() && rows.getBoolean(1);
                }
            }
        });
    }

    @Override
    public boolean finish(String id, Ending ending) {
        return file.write(connection -> {
            String sql =
                    "update operation set state = ?, finished = ?, heartbeat = ?, steps = ?,"
                            + " result = ?, problem_code = ?, problem_message = ?,"
                            + " problem_hint = ? where id = ? and state = 'running'";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                Optional<RecordedProblem> problem = ending.problem();
                statement.setString(1, ending.state().word());
                statement.setLong(2, ending.at().toEpochMilli());
                statement.setLong(3, ending.at().toEpochMilli());
                statement.setString(4, StepsJson.write(ending.steps()));
                statement.setString(5, ending.result().orElse(null));
                statement.setString(6, problem.map(RecordedProblem::code).orElse(null));
                statement.setString(7, problem.map(RecordedProblem::message).orElse(null));
                statement.setString(8, problem.map(RecordedProblem::hint).orElse(null));
                statement.setString(9, id);
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean requestCancel(String id) {
        return file.write(connection -> {
            String sql =
                    "update operation set cancel_requested = 1"
                            + " where id = ? and state = 'running'";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, id);
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public Optional<OperationRecord> find(String id) {
        return file.read(connection -> find(connection, "where id = ?", id));
    }

    @Override
    public List<OperationRecord> list(String prefix, int limit) {
        return file.read(connection ->
                select(
                        connection,
                        "where substr(id, 1, length(?)) = ?"
                                + " order by started desc, rowid desc limit ?",
                        prefix,
                        prefix,
                        limit));
    }

    @Override
    public Optional<OperationRecord> newest(String kind, String subject) {
        return file.read(connection ->
                find(
                        connection,
                        "where kind = ? and subject = ? order by started desc, rowid desc limit 1",
                        kind,
                        subject));
    }

    @Override
    public List<OperationRecord> running() {
        return file.read(connection ->
                select(
                        connection,
                        "where state = ? order by started, rowid",
                        OperationState.RUNNING.word()));
    }

    private static Optional<OperationRecord> find(
            Connection connection, String where, Object... values) throws SQLException {
        return select(connection, where, values).stream().findFirst();
    }

    private static List<OperationRecord> select(
            Connection connection, String where, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT + where)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<OperationRecord> operations = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    operations.add(OperationRow.read(rows));
                }
            }
            return operations;
        }
    }
}
