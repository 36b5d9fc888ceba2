package dev.holdfast.engines.postgres.runner;

import dev.holdfast.engines.postgres.audit.Sessions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/// The one way into an isolated server.
record BranchLogin(int port, String password) implements Sessions {

    /// What databases and roles of the source may have set otherwise (`ALTER DATABASE … SET`);
    /// options of the connection win over these.
    private static final List<String> OPTIONS =
            List.of(
                    "statement_timeout=0",
                    "lock_timeout=0",
                    "idle_in_transaction_session_timeout=0",
                    "idle_session_timeout=0",
                    "default_transaction_read_only=off",
                    "session_preload_libraries=",
                    "local_preload_libraries=",
                    "row_security=off",
                    "work_mem=16MB",
                    "maintenance_work_mem=64MB");

    String url(String database) {
        return "postgresql://" + Isolation.ROLE + "@" + address(database);
    }

    private String address(String database) {
        String name = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
        return LoopbackPort.HOST + ":" + port + "/" + name;
    }

    @Override
    public Connection open(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", Isolation.ROLE);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "holdfast");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("options", "-c " + String.join(" -c ", OPTIONS));
        Connection connection =
                DriverManager.getConnection("jdbc:postgresql://" + address(database), properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(SAME_EVERYWHERE);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
