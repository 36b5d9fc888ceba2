package dev.holdfast.core.problem;

import org.jspecify.annotations.Nullable;

/// The one exception that users see. Anything else that reaches the edge is a bug and says so.
public final class HoldfastException extends RuntimeException {
    private final Problem problem;

    public HoldfastException(Problem problem, @Nullable Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public HoldfastException(ProblemCode code, String message, String hint) {
        this(new Problem(code, message, hint), null);
    }

    public HoldfastException(ProblemCode code, String message, String hint, Throwable cause) {
        this(new Problem(code, message, hint), cause);
    }

    public Problem problem() {
        return problem;
    }

    public boolean is(ProblemCode code) {
        return problem.code() == code;
    }
}
