package dev.holdfast.engines.postgres.health;

import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Examination;
import dev.holdfast.core.health.Examination.NotApplicable;
import dev.holdfast.core.health.Examination.Read;
import dev.holdfast.core.health.Examination.Unjudged;
import dev.holdfast.core.health.HealthSession;
import dev.holdfast.core.health.Reading;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.ServerProblems;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.List;
import java.util.Optional;

/// Asks over one session that was made read-only and bounded.
final class PostgresHealthSession implements HealthSession {
    private static final String BOUNDS =
            """
            SET statement_timeout = '3s'; SET lock_timeout = '500ms'; SET work_mem = '16MB';
            SET application_name = 'holdfast monitor'
            """;

    private static final String SERVER =
            """
            SELECT current_setting('server_version_num')::int / 10000, pg_is_in_recovery(),
                   pg_has_role('pg_monitor', 'USAGE')
            """;

    private static final String CANCELED = "57014";
    private static final String LOCK_TIMEOUT = "55P03";

    private final Session session;
    private final Facts facts;

    private record Facts(int version, boolean standby, boolean monitor) {}

    PostgresHealthSession(Session session) {
        this.session = session;
        session.run("preparing to ask", BOUNDS);
        facts =
                session.one(
                        "asking what it is",
                        SERVER,
                        row -> new Facts(row.getInt(1), row.getBoolean(2), row.getBoolean(3)));
    }

    @Override
    public Examination examine(Check check) {
        if (check.name().equals(DiskRoom.CHECK.name())) {
            return asked(() -> DiskRoom.examine(session));
        }
        if (check.name().equals(InodeRoom.CHECK.name())) {
            return asked(() -> InodeRoom.examine(session));
        }
        SqlCheck wanted =
                AllChecks.SQL.stream()
                        .filter(each -> each.check().name().equals(check.name()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no check " + check));
        return isElsewhere(wanted) ? new NotApplicable() : asked(() -> ask(wanted));
    }

    private boolean isElsewhere(SqlCheck check) {
        return switch (check.where()) {
            case ANYWHERE -> false;
            case PRIMARY -> facts.standby();
            case STANDBY -> !facts.standby();
        };
    }

    private Examination ask(SqlCheck check) {
        if (check.needsMonitor() && !facts.monitor()) {
            return new Unjudged(
                    "role %s does not see the others' sessions".formatted(session.user()),
                    "GRANT pg_monitor TO %s;".formatted(Sql.identifier(session.user())));
        }
        String sql = check.query().apply(facts.version());
        if (!check.extension().isEmpty()) {
            Optional<String> schema = schemaOf(check.extension());
            if (schema.isEmpty()) {
                return new NotApplicable();
            }
            sql = sql.replace("EXTENSION.", Sql.identifier(schema.get()) + ".");
        }
        return new Read(session.list("check " + check.check().name(), sql, check.row()));
    }

    private Optional<String> schemaOf(String extension) {
        return session.first(
                "looking for " + extension,
                "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
                        + " WHERE e.extname = "
                        + Sql.literal(extension),
                row -> row.getString(1));
    }

    @Override
    public Examination examineOwn(String sql) {
        return asked(() -> {
            Optional<Double> value =
                    session.first(
                            "an own check",
                            sql,
                            row -> {
                                double number = row.getDouble(1);
                                return row.wasNull() ? Double.NaN : number;
                            });
            return value.<Examination>map(it -> new Read(List.of(Reading.of("", it, ""))))
                    .orElseGet(() -> new Unjudged("its query gave no row", "mend its sql:"));
        });
    }

    private interface Question {
        Examination ask();
    }

    private Examination asked(Question question) {
        try {
            return question.ask();
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.SERVER_LOST) || e.is(ProblemCode.OPERATION_CANCELLED)) {
                throw e;
            }
            return unjudged(e);
        }
    }

    private Examination unjudged(HoldfastException e) {
        String words = ServerProblems.words(e);
        return switch (ServerProblems.state(e)) {
            case CANCELED ->
                    new Unjudged(
                            "it took longer than 3 s and was given up",
                            "the server is overloaded, or the catalogue is very large");
            case LOCK_TIMEOUT ->
                    new Unjudged("it would have had to wait for a lock", "see the check blocked");
            case "42501" -> new Unjudged(words, grant(words));
            default -> new Unjudged(words, "the server's log says more");
        };
    }

    private String grant(String words) {
        String role = Sql.identifier(session.user());
        return words.contains("pg_ls_dir")
                ? "GRANT EXECUTE ON FUNCTION pg_ls_dir(text, boolean, boolean) TO " + role + ";"
                : "GRANT pg_monitor TO " + role + ";";
    }

    @Override
    public void close() {
        session.close();
    }
}
