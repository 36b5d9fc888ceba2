package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.ServerProblems;

/// Says it in the user's words when a server does not understand the user's own condition.
final class WrongCondition {
    /// Classes of SQLSTATE: what is written cannot be, or does not fit the data.
    private static final String SYNTAX_OR_ACCESS = "42";

    private static final String DATA = "22";

    private WrongCondition() {}

    interface Asking<T> {
        T ask() throws InterruptedException;
    }

    /// `USAGE` when it is the condition's fault.
    static <T> T explained(String table, Asking<T> asking) throws InterruptedException {
        try {
            return asking.ask();
        } catch (HoldfastException e) {
            String state = ServerProblems.state(e);
            if (!state.startsWith(SYNTAX_OR_ACCESS) && !state.startsWith(DATA)) {
                throw e;
            }
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "the condition cannot be asked of table %s: %s"
                            .formatted(table, ServerProblems.words(e)),
                    "write --where as it stands in a query of this table, without the word WHERE",
                    e);
        }
    }
}
