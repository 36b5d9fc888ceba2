package dev.holdfast.engines.postgres.health;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Examination;
import dev.holdfast.core.health.Examination.Read;
import dev.holdfast.core.health.HealthSession;
import dev.holdfast.core.health.Reading;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Asks a server as a role that may what is printed for it, and no more.
record Faults(EmbeddedServer server) {
    static final String ROLE = "watcher";

    void grant() throws SQLException {
        server.execute(
                "postgres",
                "CREATE ROLE " + ROLE + " LOGIN",
                "GRANT pg_monitor, pg_read_all_data TO " + ROLE,
                "GRANT EXECUTE ON FUNCTION pg_ls_dir(text, boolean, boolean) TO " + ROLE);
    }

    ServerAddress address(String role) {
        return new ServerAddress(
                "shop@production",
                server.url("postgres", role),
                Optional.empty(),
                Optional.empty());
    }

    Examination examine(String check) {
        return examine(check, ROLE);
    }

    Examination examine(String check, String role) {
        try (HealthSession session = new PostgresHealth().open(address(role))) {
            return session.examine(named(check));
        }
    }

    List<Reading> readings(String check) {
        Examination examination = examine(check);
        if (examination instanceof Read(List<Reading> readings)) {
            return readings;
        }
        throw new AssertionError(check + ": " + examination);
    }

    /// The first one, which is the worst.
    Reading worst(String check) {
        return readings(check).getFirst();
    }

    static Check named(String name) {
        return new PostgresHealth()
                .checks().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }
}
