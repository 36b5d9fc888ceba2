package dev.holdfast.cli.workplace;

import dev.holdfast.core.problem.ExitCode;
import java.util.function.Consumer;

/// The tour on an embedded server.
public interface Demo {

    /// Plays it from start to end on the calling thread; an interrupt ends it tidily.
    ///
    /// @param say takes each line for the user, without a line break
    ExitCode play(Setting setting, Consumer<String> say) throws InterruptedException;

    /// @param chapter which part to play; empty for the core tour
    /// @param colour whether lines may carry terminal colours
    record Setting(String chapter, boolean colour) {}
}
