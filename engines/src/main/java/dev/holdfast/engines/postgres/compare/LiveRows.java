package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.audit.Sessions;
import dev.holdfast.engines.postgres.compare.RowHashes.Hash;
import dev.holdfast.engines.postgres.connect.ServerProblems;
import dev.holdfast.engines.postgres.connect.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks the live server for hashes of rows: short statements that wait for nobody, give up by
/// themselves, and keep nothing.
record LiveRows(Session session) implements AutoCloseable {

    private static final String SETTINGS =
            """
            SET statement_timeout = '2min';
            SET lock_timeout = '2s';
            SET row_security = off;
            SET enable_seqscan = off;
            """
                    + Sessions.SAME_EVERYWHERE;

    private static final String NO_HASH_FUNCTION = "42883";
    private static final String DENIED = "42501";

    static LiveRows open(LiveSide live, String database) {
        Session session = live.open(database);
        try {
            session.run("preparing a session", SETTINGS);
            return new LiveRows(session);
        } catch (HoldfastException e) {
            session.close();
            throw e;
        }
    }

    List<Table> tables() throws InterruptedException {
        return session.listInterruptibly("listing tables", Table.QUERY, Table::of);
    }

    /// What came of one question.
    sealed interface Answer {
        record Hashes(Map<Integer, Hash> byPage) implements Answer {}

        /// Ask again by text.
        record NoHashFunction() implements Answer {}

        record Denied() implements Answer {}

        /// The table is locked, gone, or takes too long.
        record Refused(String words) implements Answer {}
    }

    Answer hashes(Stretch stretch, String condition) throws InterruptedException {
        try {
            Map<Integer, Hash> byPage = new HashMap<>();
            session.listInterruptibly(
                    "hashing rows",
                    RowHashes.query(stretch, condition),
                    row -> byPage.put(RowHashes.page(stretch, row), RowHashes.hash(row)));
            return new Answer.Hashes(byPage);
        } catch (HoldfastException e) {
            return refusal(e).orElseThrow(() -> e);
        }
    }

    private static Optional<Answer> refusal(HoldfastException e) {
        if (e.is(ProblemCode.SERVER_LOST) || e.is(ProblemCode.OPERATION_CANCELLED)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (ServerProblems.state(e)) {
                    case NO_HASH_FUNCTION -> new Answer.NoHashFunction();
                    case DENIED -> new Answer.Denied();
                    default -> new Answer.Refused(ServerProblems.words(e));
                });
    }

    @Override
    public void close() {
        session.close();
    }
}
