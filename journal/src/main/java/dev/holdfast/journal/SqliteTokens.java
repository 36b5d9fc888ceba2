package dev.holdfast.journal;

import dev.holdfast.core.access.AccessToken;
import dev.holdfast.core.access.Role;
import dev.holdfast.core.access.TokenStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tokens as rows.
final class SqliteTokens implements TokenStore {
    private static final String SELECT =
            "select name, role, created, created_by, expires from access_token ";

    private final StateFile file;

    SqliteTokens(StateFile file) {
        this.file = file;
    }

    @Override
    public boolean add(AccessToken token, String hash) {
        return file.write(connection -> {
            String sql =
                    "insert into access_token (name, role, hash, created, created_by, expires)"
                            + " values (?, ?, ?, ?, ?, ?) on conflict (name) do nothing";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, token.name());
                statement.setString(2, token.role().word());
                statement.setString(3, hash);
                statement.setLong(4, token.created().toEpochMilli());
                statement.setString(5, token.createdBy());
                statement.setObject(6, token.expires().map(Instant::toEpochMilli).orElse(null));
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean remove(String name) {
        return file.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("delete from access_token where name = ?")) {
                statement.setString(1, name);
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public List<AccessToken> all() {
        return file.read(connection -> select(connection, "order by name"));
    }

    @Override
    public Optional<AccessToken> withHash(String hash) {
        return file.read(
                connection -> select(connection, "where hash = ?", hash).stream().findFirst());
    }

    private static List<AccessToken> select(Connection connection, String where, String... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT + where)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            List<AccessToken> tokens = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tokens.add(token(rows));
                }
            }
            return tokens;
        }
    }

    private static AccessToken token(ResultSet rows) throws SQLException {
        return new AccessToken(
                rows.getString(1),
                Role.valueOf(rows.getString(2).toUpperCase(Locale.ROOT)),
                Instant.ofEpochMilli(rows.getLong(3)),
                rows.getString(4),
                Optional.ofNullable(rows.getObject(5))
                        .map(Number.class::cast)
                        .map(expires -> Instant.ofEpochMilli(expires.longValue())));
    }
}
