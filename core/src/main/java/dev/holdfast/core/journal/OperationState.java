package dev.holdfast.core.journal;

import java.util.Locale;

/// How an operation stands.
public enum OperationState {
    RUNNING,
    /// It returned a result.
    DONE,
    /// It ended with a problem.
    FAILED,
    /// Ended by `holdfast operation cancel`.
    CANCELLED,
    /// Ended by an interrupt of its own process: Ctrl-C, or a signal to end.
    INTERRUPTED,
    /// Its process is gone and left no result.
    CRASHED;

    /// As users and scripts see it, such as `done`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
