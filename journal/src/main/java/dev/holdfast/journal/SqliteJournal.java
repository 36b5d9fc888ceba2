package dev.holdfast.journal;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.JournalEntry;
import dev.holdfast.core.journal.JournalFilter;
import dev.holdfast.core.journal.JournalHead;
import dev.holdfast.core.journal.NewEntry;
import dev.holdfast.core.journal.Verification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The journal as a table that only grows.
final class SqliteJournal implements Journal {
    private static final String COLUMNS =
            "seq, time, actor, kind, subject, operation, outcome, details, previous_hash, hash";
    private static final String SEARCHED =
            "lower(actor || ' ' || kind || ' ' || subject || ' ' || coalesce(operation, '')"
                    + " || ' ' || outcome || ' ' || details)";

    private final StateFile file;

    SqliteJournal(StateFile file) {
        this.file = file;
    }

    @Override
    public JournalEntry append(NewEntry entry) {
        return file.write(connection -> {
            Optional<JournalHead> head = head(connection);
            JournalEntry linked =
                    HashChain.link(
                            head.map(JournalHead::seq).orElse(0L) + 1,
                            entry,
                            head.map(JournalHead::hash).orElse(HashChain.START));
            insert(connection, linked);
            return linked;
        });
    }

    @Override
    public List<JournalEntry> entries(JournalFilter filter, int limit) {
        Condition condition =
                new Condition()
                        .and("substr(kind || ' ', 1, length(?) + 1) = ? || ' '", filter.kind(), 2)
                        .and("subject = ?", filter.subject(), 1)
                        .and("operation = ?", filter.operation(), 1)
                        .and("time >= ?", filter.since().map(Instant::toEpochMilli), 1)
                        .and("seq < ?", filter.before(), 1)
                        .and("instr(" + SEARCHED + ", lower(?)) > 0", filter.text(), 1);
        String sql =
                "select "
                        + COLUMNS
                        + " from journal"
                        + condition.sql()
                        + " order by seq desc limit ?";
        return file.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                int next = condition.bind(statement);
                statement.setInt(next, limit);
                return entries(statement);
            }
        });
    }

    @Override
    public Verification verify() {
        return file.read(connection -> {
            // asked first: entries that others append meanwhile are no missing ones
            long highest = highestSeqEverGiven(connection);
            try (PreparedStatement statement =
                            connection.prepareStatement(
                                    "select " + COLUMNS + " from journal order by seq");
                    ResultSet rows = statement.executeQuery()) {
                ChainCheck check = new ChainCheck();
                while (!check.isBroken() && rows.next()) {
                    check.next(entry(rows));
                }
                return check.end(highest);
            }
        });
    }

    @Override
    public Optional<JournalHead> head() {
        return file.read(SqliteJournal::head);
    }

    private static Optional<JournalHead> head(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "select seq, hash from journal order by seq desc limit 1");
                ResultSet rows = statement.executeQuery()) {
            return rows.next()
                    ? Optional.of(new JournalHead(rows.getLong(1), rows.getString(2)))
                    : Optional.empty();
        }
    }

    private static void insert(Connection connection, JournalEntry entry) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "insert into journal (" + COLUMNS + ") values (?,?,?,?,?,?,?,?,?,?)")) {
            statement.setLong(1, entry.seq());
            statement.setLong(2, entry.time().toEpochMilli());
            statement.setString(3, entry.actor());
            statement.setString(4, entry.kind());
            statement.setString(5, entry.subject());
            statement.setString(6, entry.operation().orElse(null));
            statement.setString(7, entry.outcome());
            statement.setString(8, entry.details());
            statement.setString(9, entry.previousHash());
            statement.setString(10, entry.hash());
            statement.executeUpdate();
        }
    }

    private static List<JournalEntry> entries(PreparedStatement statement) throws SQLException {
        List<JournalEntry> entries = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                entries.add(entry(rows));
            }
        }
        return entries;
    }

    private static JournalEntry entry(ResultSet rows) throws SQLException {
        return new JournalEntry(
                rows.getLong(1),
                Instant.ofEpochMilli(rows.getLong(2)),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                Optional.ofNullable(rows.getString(6)),
                rows.getString(7),
                rows.getString(8),
                rows.getString(9),
                rows.getString(10));
    }

    private static long highestSeqEverGiven(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "select seq from sqlite_sequence where name = 'journal'");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
