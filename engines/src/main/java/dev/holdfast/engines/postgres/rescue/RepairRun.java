package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.rescue.RepairOutcome;
import dev.holdfast.core.engine.rescue.RepairStatement;
import dev.holdfast.core.engine.rescue.RepairStatement.Kind;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.ServerProblems;
import dev.holdfast.engines.postgres.connect.Session;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Runs a repair in one transaction. Whatever ends it before the commit, the server forgets all of
/// it.
final class RepairRun {
    private static final String DENIED = "42501";

    private final ServerAddress live;
    private final LongAdder done;
    private final Map<Kind, Long> changed = new EnumMap<>(Kind.class);
    private long expected;

    RepairRun(ServerAddress live, LongAdder done) {
        this.live = live;
        this.done = done;
    }

    RepairOutcome run(Iterator<RepairStatement> repair) throws InterruptedException {
        try (Session session = new Connector(live).open()) {
            session.run("beginning the repair", "SET default_transaction_read_only = off");
            session.run("beginning the repair", "BEGIN");
            while (repair.hasNext()) {
                run(session, repair.next());
            }
            session.run("committing the repair", "COMMIT");
        }
        long inserted = changed.getOrDefault(Kind.INSERT, 0L);
        long updated = changed.getOrDefault(Kind.UPDATE, 0L);
        return new RepairOutcome(inserted, updated, expected - inserted - updated);
    }

    private void run(Session session, RepairStatement statement) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long rows;
        try {
            rows = session.call("repairing " + statement.table(), _ -> execute(session, statement));
        } catch (HoldfastException e) {
            throw refused(e, statement);
        }
        if (statement.kind() == Kind.INSERT || statement.kind() == Kind.UPDATE) {
            changed.merge(statement.kind(), rows, Long::sum);
            expected += statement.rows();
            done.add(statement.rows());
        }
    }

    private static long execute(Session session, RepairStatement statement) throws SQLException {
        return session.call(
                "repairing",
                connection -> {
                    try (Statement running = connection.createStatement()) {
                        running.setEscapeProcessing(false);
                        return running.execute(statement.sql())
                                ? 0L
                                : running.getLargeUpdateCount();
                    }
                });
    }

    private static HoldfastException refused(HoldfastException e, RepairStatement statement) {
        String state = ServerProblems.state(e);
        if (e.is(ProblemCode.OPERATION_CANCELLED) || e.is(ProblemCode.SERVER_LOST)) {
            return e;
        }
        String where = statement.table().isEmpty() ? "its first statements" : statement.table();
        return new HoldfastException(
                ProblemCode.REPAIR_FAILED,
                "the repair was refused at %s, and nothing was changed: %s"
                        .formatted(where, ServerProblems.words(e)),
                hint(state, statement),
                e);
    }

    private static String hint(String state, RepairStatement statement) {
        if (state.equals(DENIED) && statement.sql().contains("session_replication_role")) {
            return "let the role do it (GRANT SET ON PARAMETER session_replication_role TO ROLE;"
                    + " a superuser before PostgreSQL 15), or leave out --without-triggers";
        }
        return switch (state) {
            case DENIED ->
                    "run it as a role that may write: --sql FILE, then psql with that role, or name"
                            + " another user for the database in holdfast.yaml";
            case "23503" ->
                    "a row that it refers to is missing; to look for more: --limit N, or leave out"
                            + " --no-children";
            case "23505" -> "somebody took a unique value meanwhile; compare again without --apply";
            case "55P03" -> "somebody holds a lock on it; try again when it is quieter";
            default ->
                    "see the statements: the same command with --sql FILE in place of --apply; or"
                            + " --without-triggers where a trigger is in the way";
        };
    }
}
