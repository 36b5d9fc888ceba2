package dev.holdfast.engines.postgres.catalog;

import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.ArrayList;
import java.util.List;

/// The statements that let a role take snapshots. EXECUTE is a right within one database: they are
/// run in the database that Holdfast connects to.
public record SnapshotGrants(Session session) {

    private static final String WORK = "looking for the role";

    /// Nothing that a snapshot of this server can do without.
    public List<String> statements(String role, int majorVersion) {
        String name = Sql.identifier(role);
        List<String> statements = new ArrayList<>();
        statements.add(
                exists(role)
                        ? replication(name)
                        : "CREATE ROLE "
                                + name
                                + " LOGIN REPLICATION; -- then: \\password "
                                + name);
        statements.add(settings(name));
        if (!RoleRights.outsideFiles(session).isEmpty()) {
            statements.add(serverFiles(name));
        }
        statements.add(
                execute(String.join(", ", new SnapshotNeeds(majorVersion).functions()), name));
        return statements;
    }

    static String replication(String name) {
        return "ALTER ROLE " + name + " REPLICATION;";
    }

    static String settings(String name) {
        return "GRANT pg_read_all_settings TO " + name + ";";
    }

    static String serverFiles(String name) {
        return "GRANT pg_read_server_files TO " + name + ";";
    }

    /// Proofs compare rows. A role that reads the server's files can read them anyway.
    public static String tables(String name) {
        return "GRANT pg_read_all_data TO " + name + ";";
    }

    static String execute(String functions, String name) {
        return "GRANT EXECUTE ON FUNCTION " + functions + " TO " + name + ";";
    }

    private boolean exists(String role) {
        return session.one(
                WORK,
                "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = " + Sql.literal(role) + ")",
                row -> row.getBoolean(1));
    }
}
