package dev.holdfast.journal;

import dev.holdfast.core.metric.FactStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Facts as rows.
final class SqliteFacts implements FactStore {
    private final StateFile file;

    SqliteFacts(StateFile file) {
        this.file = file;
    }

    @Override
    public Optional<Facts> facts(String database, String check) {
        return file.read(connection -> {
            try (PreparedStatement statement =
                    statement(
                            connection,
                            "select different_since from accepted where database = ? and check_ = ?",
                            database,
                            check)) {
                try (ResultSet rows = statement.executeQuery()) {
                    if (!rows.next()) {
                        return Optional.empty();
                    }
                    long since = rows.getLong(1);
                    Optional<Instant> differentSince =
                            rows.wasNull()
                                    ? Optional.empty()
                                    : Optional.of(Instant.ofEpochMilli(since));
                    return Optional.of(
                            new Facts(texts(connection, database, check), differentSince));
                }
            }
        });
    }

    private static Map<String, String> texts(Connection connection, String database, String check)
            throws SQLException {
        try (PreparedStatement statement =
                        statement(
                                connection,
                                "select object, text from fact where database = ? and check_ = ?",
                                database,
                                check);
                ResultSet rows = statement.executeQuery()) {
            Map<String, String> texts = new HashMap<>();
            while (rows.next()) {
                texts.put(rows.getString(1), rows.getString(2));
            }
            return texts;
        }
    }

    @Override
    public void accept(String database, String check, Map<String, String> texts) {
        file.write(connection -> {
            delete(connection, database, check);
            execute(
                    connection,
                    "insert into accepted (database, check_) values (?, ?)",
                    database,
                    check);
            for (Map.Entry<String, String> each : texts.entrySet()) {
                execute(
                        connection,
                        "insert into fact (database, check_, object, text) values (?, ?, ?, ?)",
                        database,
                        check,
                        each.getKey(),
                        each.getValue());
            }
            return texts.size();
        });
    }

    @Override
    public void differ(String database, String check, Optional<Instant> since) {
        file.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "update accepted set different_since = ? where database = ? and check_ = ?")) {
                statement.setObject(1, since.map(Instant::toEpochMilli).orElse(null));
                statement.setString(2, database);
                statement.setString(3, check);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void forget(String database, String check) {
        file.write(connection -> {
            delete(connection, database, check);
            return true;
        });
    }

    private static void delete(Connection connection, String database, String check)
            throws SQLException {
        execute(connection, "delete from fact where database = ? and check_ = ?", database, check);
        execute(
                connection,
                "delete from accepted where database = ? and check_ = ?",
                database,
                check);
    }

    private static void execute(Connection connection, String sql, String... values)
            throws SQLException {
        try (PreparedStatement statement = statement(connection, sql, values)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement statement(Connection connection, String sql, String... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }
}
