package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.ServerProblems;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;

/// Why a server makes no replication slot, and what to do.
final class SlotProblems {
    private SlotProblems() {}

    static HoldfastException of(Session session, HoldfastException e) {
        return switch (ServerProblems.state(e)) {
            case "42501" ->
                    new HoldfastException(
                            ProblemCode.SERVER_GRANT_MISSING,
                            session.label()
                                    + ": role "
                                    + session.user()
                                    + " may not use replication",
                            "ALTER ROLE " + Sql.identifier(session.user()) + " REPLICATION;",
                            e);
            case "53400" ->
                    new HoldfastException(
                            ProblemCode.SERVER_UNSUITABLE,
                            session.label() + ": all replication slots are in use",
                            "drop a slot that nobody needs, or: ALTER SYSTEM SET"
                                    + " max_replication_slots = 20; then restart the server",
                            e);
            case "55000" ->
                    new HoldfastException(
                            ProblemCode.SERVER_UNSUITABLE,
                            session.label()
                                    + ": the server's settings do not allow replication slots",
                            "ALTER SYSTEM SET wal_level = replica; ALTER SYSTEM SET"
                                    + " max_replication_slots = 10; then restart the server",
                            e);
            default -> e;
        };
    }
}
