package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A branch as its user has it: what `branch open --json` said of it.
record OpenedBranch(JsonNode said) {

    static OpenedBranch of(Site site, String... words) throws Exception {
        String[] all =
                Stream.concat(Stream.of("branch", "open", "shop", "--json"), Stream.of(words))
                        .toArray(String[]::new);
        return new OpenedBranch(site.holdfast(all).exits(0).json());
    }

    String text(String field) {
        return said.get(field).asString();
    }

    String password() {
        return text("url").replaceFirst(".*//[^:]*:([^@]*)@.*", "$1");
    }

    Connection connect() throws SQLException {
        String url = text("url");
        Properties login = new Properties();
        login.setProperty("user", "holdfast_branch");
        login.setProperty("password", password());
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.substring(url.indexOf('@') + 1), login);
    }

    boolean isReachable() {
        try {
            connect().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The first column of the first row.
    String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
