package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.audit.Collations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Closes the ways out of a branch that SQL itself opens, before anybody else can log in: foreign
/// data wrappers lose their handlers, so that no foreign table can be read (the copy of production
/// would read, or write, production's partners); user mappings go, with the passwords in them,
/// which `dblink` uses too; subscriptions lose their address, so that not even their removal
/// reaches the publisher.
///
/// Not closed: what a function's own text opens, such as a `dblink` with a whole address in it.
record Seclusion(BranchLogin login, Isolation isolation) {

    private static final String ANY_DATABASE = "template1";

    private static final String DATABASES =
            "SELECT datname FROM pg_database WHERE datallowconn AND datconnlimit <> -2 ORDER BY oid";

    private static final String SUBSCRIPTIONS =
            "UPDATE pg_subscription SET subenabled = false, subslotname = NULL,"
                    + " subconninfo = 'host=holdfast.invalid'";

    /// Statements to run in each database.
    private static final String WAYS_OUT =
            """
            SELECT format('ALTER FOREIGN DATA WRAPPER %I NO HANDLER', fdwname)
              FROM pg_foreign_data_wrapper WHERE fdwhandler <> 0
            UNION ALL
            SELECT format('DROP USER MAPPING FOR %s SERVER %I',
                          CASE WHEN umuser = 0 THEN 'PUBLIC' ELSE quote_ident(usename) END, srvname)
              FROM pg_user_mappings
            """;

    private static final String LIBRARIES =
            "SELECT DISTINCT probin FROM pg_proc WHERE probin IS NOT NULL";

    /// @return what this machine lacks, one line each
    List<String> run() {
        List<String> lacking = new ArrayList<>();
        isolation
                .preloaded()
                .missing()
                .forEach(library ->
                        lacking.add(
                                "library %s, which the source preloads, is not installed with these binaries"
                                        .formatted(library)));
        try {
            for (String database : databases()) {
                try (Connection connection = login.open(database)) {
                    close(connection);
                    lacking.addAll(missing(connection, database));
                }
            }
        } catch (SQLException e) {
            throw new HoldfastException(
                    ProblemCode.SCRATCH_FAILED,
                    "the branch could not be cut off from other servers: " + e.getMessage(),
                    "open an earlier moment: holdfast backup list",
                    e);
        }
        return List.copyOf(lacking);
    }

    private List<String> databases() throws SQLException {
        try (Connection connection = login.open(ANY_DATABASE);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(SUBSCRIPTIONS);
            return column(statement, DATABASES);
        }
    }

    private static void close(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String way : column(statement, WAYS_OUT)) {
                statement.execute(way);
            }
        }
    }

    private List<String> missing(Connection connection, String database) throws SQLException {
        List<String> missing = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (String library : column(statement, LIBRARIES)) {
                if (!isolation.binaries().hasLibrary(nameOf(library))) {
                    missing.add(
                            "database %s: library %s is not installed with these binaries"
                                    .formatted(database, nameOf(library)));
                }
            }
        }
        long indexes = Collations.of(connection).indexes(connection);
        if (indexes > 0) {
            missing.add(
                    "database %s: %d indexes sort by a collation of another version here: until REINDEX they may not find everything"
                            .formatted(database, indexes));
        }
        return missing;
    }

    private static String nameOf(String library) {
        Path name = Path.of(library).getFileName();
        return name == null ? library : name.toString();
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
