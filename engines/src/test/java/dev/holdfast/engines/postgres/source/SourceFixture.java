package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.engines.postgres.PostgresServer;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/// Reaches embedded servers as the role that the printed grants make.
final class SourceFixture {

    static final String ROLE = "backup_reader";

    private SourceFixture() {}

    /// The role, with exactly the statements that Holdfast prints; and nothing spills.
    static void grant(EmbeddedServer server) throws SQLException {
        try (Server asSuperuser = connect(server, server.superuser())) {
            for (String statement : asSuperuser.snapshotGrants(ROLE)) {
                server.execute("postgres", statement);
            }
        }
        server.execute("postgres", "ALTER ROLE " + ROLE + " SET temp_file_limit = '64kB'");
    }

    static Server connect(EmbeddedServer server, String role) {
        return PostgresServer.connect(
                address(server.url("postgres", role)), InstantSource.system());
    }

    static ServerAddress address(String url) {
        return new ServerAddress("shop@production", url, Optional.empty(), Optional.empty());
    }
}
