package dev.holdfast.cli.command;

import dev.holdfast.core.estate.option.Quantities;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.time.Duration;

/// Values of the options of `holdfast branch`.
final class BranchOptions {
    private BranchOptions() {}

    static Duration duration(String text) {
        return Quantities.duration(text)
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.USAGE,
                                "--ttl '%s' is not a duration".formatted(text),
                                "write it as 4h, \"30 min\" or 2d"));
    }
}
