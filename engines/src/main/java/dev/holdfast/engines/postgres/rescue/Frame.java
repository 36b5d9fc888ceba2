package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.core.engine.rescue.RepairStatement;
import dev.holdfast.core.engine.rescue.RepairStatement.Kind;
import dev.holdfast.core.engine.rescue.RescueFindings.Target;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.ArrayList;
import java.util.List;

/// What a repair begins with: it refuses any other server than the one it was made for, and values
/// are read as they were written.
record Frame(Target target, String schema) {
    /// @param triggers whether triggers and foreign keys work meanwhile
    /// @param deferred whether foreign keys are checked at the end
    List<RepairStatement> statements(boolean triggers, boolean deferred) {
        List<String> statements = new ArrayList<>();
        statements.add("SET LOCAL search_path = " + Sides.searchPath(schema));
        statements.add("SET LOCAL standard_conforming_strings = on");
        statements.add("SET LOCAL lock_timeout = '10s'");
        statements.add("SET LOCAL statement_timeout = 0");
        statements.add("SET LOCAL row_security = off");
        // a row's text is hashed, to see whether it changed again
        for (String setting :
                List.of(
                        "timezone = 'UTC'",
                        "datestyle = 'ISO, YMD'",
                        "intervalstyle = 'postgres'",
                        "extra_float_digits = 1",
                        "bytea_output = 'hex'",
                        "xmloption = 'content'",
                        "lc_monetary = 'C'")) {
            statements.add("SET LOCAL " + setting);
        }
        statements.add(guard());
        if (!triggers) {
            statements.add("SET LOCAL session_replication_role = replica");
        }
        if (deferred) {
            statements.add("SET CONSTRAINTS ALL DEFERRED");
        }
        return statements.stream().map(sql -> new RepairStatement(Kind.FRAME, "", 0, sql)).toList();
    }

    private String guard() {
        String database = Sql.literal(target.database());
        String system = Sql.literal(target.systemIdentifier());
        return """
        DO $holdfast$ BEGIN
          IF current_database() <> %s
             OR (SELECT system_identifier::text FROM pg_control_system()) <> %s THEN
            RAISE EXCEPTION 'this repair is for database %% of the server %%', %s, %s;
          END IF;
        END $holdfast$\
        """
                .formatted(database, system, database, system);
    }
}
