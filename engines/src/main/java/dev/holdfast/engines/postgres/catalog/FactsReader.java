package dev.holdfast.engines.postgres.catalog;

import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.ServerFacts.DatabaseFacts;
import dev.holdfast.core.engine.ServerFacts.OutsideFile;
import dev.holdfast.core.engine.ServerFacts.Tablespace;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.Session;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks a server for its facts. What this role may not see stays empty; the check says so.
public record FactsReader(Connector connector, Session session) {

    private static final String WORK = "reading its facts";

    private static final String SERVER =
            """
            SELECT s.system_identifier, current_setting('server_version'),
                   current_setting('server_version_num')::int / 10000, pg_is_in_recovery(),
                   i.data_page_checksum_version <> 0, i.database_block_size,
                   i.blocks_per_segment::bigint * i.database_block_size, i.bytes_per_wal_segment,
                   coalesce((SELECT setting FROM pg_settings WHERE name = 'data_directory'), '')
            FROM pg_control_system() s, pg_control_init() i
            """;

    private static final String DATABASES =
            """
            SELECT datname,
                   CASE WHEN has_database_privilege(oid, 'CONNECT')
                             OR pg_has_role('pg_read_all_stats', 'USAGE')
                        THEN coalesce(pg_database_size(oid), 0) ELSE 0 END,
                   datallowconn AND has_database_privilege(oid, 'CONNECT')
            FROM pg_database ORDER BY datname
            """;

    private static final String TABLESPACES =
            """
            SELECT oid, spcname, pg_tablespace_location(oid) FROM pg_tablespace
            WHERE spcname NOT IN ('pg_default', 'pg_global') ORDER BY oid
            """;

    private static final String RECOVERY_SETTINGS =
            """
            SELECT name, setting FROM pg_settings
            WHERE name IN ('max_connections', 'max_worker_processes', 'max_wal_senders',
                           'max_prepared_transactions', 'max_locks_per_transaction')
            """;

    private static final String CONFIGURATION_FILES =
            """
            SELECT name, setting FROM pg_settings
            WHERE name IN ('config_file', 'hba_file', 'ident_file') AND setting <> ''
            ORDER BY name
            """;

    private static final Map<String, String> NAMES_INSIDE =
            Map.of(
                    "config_file", "postgresql.conf",
                    "hba_file", "pg_hba.conf",
                    "ident_file", "pg_ident.conf");

    public ServerFacts read() {
        ServerFacts basics = readBasics();
        return new ServerFacts(
                basics.systemIdentifier(),
                basics.version(),
                basics.majorVersion(),
                basics.address(),
                basics.standby(),
                basics.dataChecksums(),
                basics.pageBytes(),
                basics.segmentBytes(),
                basics.walSegmentBytes(),
                basics.dataDirectory(),
                databases(),
                tablespaces(),
                roles(),
                pairs(RECOVERY_SETTINGS),
                outsideFiles(basics.dataDirectory()));
    }

    /// Without lists: one quick query.
    public ServerFacts readBasics() {
        return session.one(
                WORK,
                SERVER,
                row ->
                        new ServerFacts(
                                Long.toUnsignedString(row.getLong(1)),
                                firstWord(row.getString(2)),
                                row.getInt(3),
                                session.host().toString(),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                row.getInt(6),
                                row.getLong(7),
                                row.getLong(8),
                                row.getString(9),
                                List.of(),
                                List.of(),
                                List.of(),
                                Map.of(),
                                List.of()));
    }

    private static String firstWord(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }

    private record Database(String name, long sizeBytes, boolean open) {}

    private List<DatabaseFacts> databases() {
        List<Database> databases =
                session.list(
                        WORK,
                        DATABASES,
                        row -> new Database(row.getString(1), row.getLong(2), row.getBoolean(3)));
        return databases.stream()
                .map(database ->
                        new DatabaseFacts(
                                database.name(),
                                database.sizeBytes(),
                                database.open() ? extensions(database.name()) : Map.of()))
                .toList();
    }

    private Map<String, String> extensions(String database) {
        if (database.equals(session.database())) {
            return extensions(session);
        }
        try (Session other = connector.at(session.host(), Connector.Kind.READER, database)) {
            return extensions(other);
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                throw e;
            }
            // pg_hba.conf may keep this role out of it: then it could not be asked
            return Map.of();
        }
    }

    private static Map<String, String> extensions(Session session) {
        Map<String, String> versions = new HashMap<>();
        session.list(
                WORK,
                "SELECT extname, extversion FROM pg_extension",
                row -> versions.put(row.getString(1), row.getString(2)));
        return versions;
    }

    private List<Tablespace> tablespaces() {
        return session.list(
                WORK,
                TABLESPACES,
                row -> new Tablespace(row.getLong(1), row.getString(2), row.getString(3)));
    }

    private List<String> roles() {
        return session.list(
                WORK,
                "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY rolname",
                row -> row.getString(1));
    }

    private Map<String, String> pairs(String sql) {
        Map<String, String> pairs = new LinkedHashMap<>();
        session.list(WORK, sql, row -> pairs.put(row.getString(1), row.getString(2)));
        return pairs;
    }

    private List<OutsideFile> outsideFiles(String dataDirectory) {
        Map<String, String> mainFiles = new LinkedHashMap<>();
        pairs(CONFIGURATION_FILES)
                .forEach((setting, path) -> mainFiles.put(path, NAMES_INSIDE.get(setting)));
        if (dataDirectory.isEmpty() || mainFiles.isEmpty()) {
            return List.of();
        }
        try {
            return new OutsideConfiguration(new ServerFiles(session), dataDirectory)
                    .read(mainFiles);
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.SERVER_GRANT_MISSING)) {
                return List.of();
            }
            throw e;
        }
    }
}
