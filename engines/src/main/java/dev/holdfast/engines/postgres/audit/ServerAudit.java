package dev.holdfast.engines.postgres.audit;

import dev.holdfast.core.engine.RunningServer.Audit;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.operation.Workers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads everything that a restored server holds: every row and TOASTed value of every table,
/// catalogs and large objects included, and every B-tree index against its table.
///
/// Left out, and said so: databases that accept no connections; what unlogged tables held, which no
/// backup holds; foreign tables.
public final class ServerAudit {

    private static final int SESSIONS = 2;

    /// Where the list of databases is asked for; every server has it.
    private static final String ANY_DATABASE = "template1";

    private final Sessions sessions;
    private final List<String> missingLibraries;
    private final Progress progress;
    private final AuditTally tally = new AuditTally();

    /// @param missingLibraries that the source preloads and these binaries do not have
    public ServerAudit(Sessions sessions, List<String> missingLibraries, Progress progress) {
        this.sessions = sessions;
        this.missingLibraries = List.copyOf(missingLibraries);
        this.progress = progress;
    }

    public Audit run() throws InterruptedException {
        List<DatabaseState> databases;
        try {
            databases = databases();
        } catch (SQLException e) {
            tally.complaint("the list of databases", Complaint.of(e));
            return tally.result();
        }
        progress.expect(
                databases.stream().mapToLong(DatabaseState::sizeBytes).sum(), Progress.Unit.BYTES);
        boolean withShared = true;
        for (DatabaseState database : databases) {
            if (database.accepts()) {
                audit(database.name(), withShared);
                withShared = false;
            } else {
                progress.note("database " + database.name() + " is not read: " + database.why());
            }
        }
        tellLibraries();
        return tally.result();
    }

    /// @param why it accepts no connections
    private record DatabaseState(String name, boolean accepts, String why, long sizeBytes) {}

    private List<DatabaseState> databases() throws SQLException {
        String sql =
                """
                SELECT datname, datallowconn AND datconnlimit <> -2,
                       CASE WHEN datconnlimit = -2 THEN 'it was being dropped'
                            ELSE 'it accepts no connections' END,
                       CASE WHEN datallowconn THEN pg_database_size(oid) ELSE 0 END
                  FROM pg_database ORDER BY oid
                """;
        List<DatabaseState> found = new ArrayList<>();
        try (Connection connection = sessions.open(ANY_DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(
                        new DatabaseState(
                                rows.getString(1),
                                rows.getBoolean(2),
                                rows.getString(3),
                                rows.getLong(4)));
            }
        }
        return found;
    }

    private void audit(String database, boolean withShared) throws InterruptedException {
        try (Connection connection = sessions.open(database)) {
            tally.database();
            int majorVersion = connection.getMetaData().getDatabaseMajorVersion();
            DatabaseCatalog catalog = new DatabaseCatalog(connection, withShared);
            tellUnlogged(connection, database);
            List<Target> targets = new ArrayList<>(catalog.relations());
            Optional<Amcheck> amcheck = amcheck(connection, database, majorVersion);
            targets.addAll(catalog.indexes(Collations.of(connection).others()));
            TargetCheck check = new TargetCheck(database, amcheck, tally);
            Workers.runOnVirtualThreads(
                    "audit",
                    SESSIONS,
                    targets,
                    () -> new AuditWorker(sessions, check, progress.done()));
            if (amcheck.isPresent() && connection.isValid(1)) {
                amcheck.get().remove(connection);
            }
        } catch (SQLException e) {
            tally.complaint("database " + database, Complaint.of(e));
        }
    }

    private Optional<Amcheck> amcheck(Connection connection, String database, int majorVersion) {
        try {
            Optional<Amcheck> amcheck = Amcheck.in(connection, majorVersion);
            if (amcheck.isEmpty()) {
                tally.lacking(
                        "indexes of database " + database,
                        "the extension amcheck is not installed with these binaries"
                                + " (apt-get install postgresql-contrib)");
            }
            return amcheck;
        } catch (SQLException e) {
            tally.complaint("amcheck in database " + database, Complaint.of(e));
            return Optional.empty();
        }
    }

    private void tellUnlogged(Connection connection, String database) throws SQLException {
        String sql = "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relpersistence = 'u'";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            if (rows.getLong(1) > 0) {
                progress.note(
                        "database %s has %d unlogged tables: they are empty after any restore"
                                .formatted(database, rows.getLong(1)));
            }
        }
    }

    /// A library that is missing matters only when something could not be judged.
    private void tellLibraries() {
        for (String library : missingLibraries) {
            String words = "the source preloads it, and these binaries do not have it";
            if (tally.lacksAnything()) {
                tally.lacking("library " + library, words);
            } else {
                progress.note("library " + library + ": " + words + "; nothing needed it");
            }
        }
    }
}
