package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.journal.OperationState;

/// How an operation stands, in colour.
final class States {
    private States() {}

    static String styled(OperationState state, Style style) {
        return switch (state) {
            case RUNNING -> style.strong(state.word());
            case DONE -> style.good(state.word());
            case CANCELLED, INTERRUPTED -> style.warning(state.word());
            case FAILED, CRASHED -> style.bad(state.word());
        };
    }
}
