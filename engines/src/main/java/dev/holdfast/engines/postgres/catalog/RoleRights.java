package dev.holdfast.engines.postgres.catalog;

import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.List;

/// What the session's role may do, as far as snapshots are concerned.
///
/// @param readsSettings member of `pg_read_all_settings`
/// @param readsServerFiles member of `pg_read_server_files`
/// @param readsTables member of `pg_read_all_data`
/// @param outsideFiles configuration files outside the data directory, as far as they can be seen
record RoleRights(
        String role,
        boolean superuser,
        boolean replication,
        boolean readsSettings,
        boolean readsServerFiles,
        boolean readsTables,
        List<String> missingFunctions,
        List<String> outsideFiles) {

    private static final String WORK = "reading the role's rights";

    private static final String ROLE =
            """
            SELECT rolname, rolsuper, rolreplication,
                   pg_has_role('pg_read_all_settings', 'USAGE'),
                   pg_has_role('pg_read_server_files', 'USAGE'),
                   rolsuper OR EXISTS (SELECT FROM pg_roles d WHERE d.rolname = 'pg_read_all_data'
                                          AND pg_has_role(d.oid, 'USAGE'))
            FROM pg_roles WHERE rolname = current_user
            """;

    private static final String OUTSIDE_FILES =
            """
            SELECT f.setting FROM pg_settings f, pg_settings d
            WHERE f.name IN ('config_file', 'hba_file', 'ident_file')
              AND d.name = 'data_directory' AND NOT starts_with(f.setting, d.setting || '/')
            ORDER BY f.name
            """;

    RoleRights {
        missingFunctions = List.copyOf(missingFunctions);
        outsideFiles = List.copyOf(outsideFiles);
    }

    static RoleRights of(Session session, SnapshotNeeds needs) {
        List<String> outside = outsideFiles(session);
        List<String> missing =
                needs.functions().stream().filter(name -> !mayCall(session, name)).toList();
        return session.one(
                WORK,
                ROLE,
                row ->
                        new RoleRights(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getBoolean(3) || row.getBoolean(2),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                row.getBoolean(6),
                                missing,
                                outside));
    }

    static List<String> outsideFiles(Session session) {
        return session.list(WORK, OUTSIDE_FILES, row -> row.getString(1));
    }

    private static boolean mayCall(Session session, String function) {
        return session.one(
                WORK,
                "SELECT has_function_privilege(" + Sql.literal(function) + ", 'EXECUTE')",
                row -> row.getBoolean(1));
    }
}
