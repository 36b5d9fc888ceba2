package dev.holdfast.core.problem;

/// The exit codes of every command. Scripts rely on the numbers; none is ever renumbered.
public enum ExitCode {
    /// Done, and all is well.
    DONE(0),
    /// Done, and what was checked is not well: a finding, a failed proof, a closed gate.
    NOT_WELL(1),
    /// The command line is wrong.
    USAGE(2),
    /// The configuration is invalid.
    CONFIGURATION(3),
    /// A server or storage could not be reached.
    UNREACHABLE(4),
    /// A guard refused.
    REFUSED(5),
    /// A bug in Holdfast.
    BUG(70),
    /// Cancelled by the user.
    CANCELLED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
