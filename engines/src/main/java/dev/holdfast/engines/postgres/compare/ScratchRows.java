package dev.holdfast.engines.postgres.compare;

import dev.holdfast.engines.postgres.audit.Complaint;
import dev.holdfast.engines.postgres.audit.Sessions;
import dev.holdfast.engines.postgres.compare.RowHashes.Hash;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks the restored server for hashes of rows. What it cannot read is damage, or says what this
/// machine lacks.
final class ScratchRows implements AutoCloseable {
    private final Sessions sessions;
    private final String database;
    private final RowTally tally;
    private Connection connection;

    ScratchRows(Sessions sessions, String database, RowTally tally) throws SQLException {
        this.sessions = sessions;
        this.database = database;
        this.tally = tally;
        this.connection = open();
    }

    private Connection open() throws SQLException {
        Connection opened = sessions.open(database);
        try (Statement statement = opened.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    List<Table> tables() throws SQLException {
        return Table.all(connection);
    }

    /// Empty when it could not be read, and why is in the tally.
    Optional<Map<Integer, Hash>> hashes(Stretch stretch, String condition)
            throws SQLException, InterruptedException {
        Map<Integer, Hash> byPage = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(RowHashes.query(stretch, condition))) {
            while (rows.next()) {
                byPage.put(RowHashes.page(stretch, rows), RowHashes.hash(rows));
            }
            return Optional.of(byPage);
        } catch (SQLException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            tell(stretch, Complaint.of(e));
            return Optional.empty();
        }
    }

    /// Damage can end the session; the server starts again by itself then.
    private void tell(Stretch stretch, Complaint complaint) throws SQLException {
        String words = "%s: %s: %s".formatted(database, stretch.table().sql(), complaint.words());
        switch (complaint.kind()) {
            case DAMAGE -> tally.damage(words);
            case LACKING -> tally.reason(words);
            case LOST -> {
                tally.damage(words);
                close();
                connection = open();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
