package dev.holdfast.cli.command;

import dev.holdfast.core.problem.ExitCode;
import java.util.List;

/// What a command says in the end, once for scripts and once for people.
///
/// @param document written with `--json`
/// @param lines written otherwise
public record Answer(Object document, List<String> lines, ExitCode exitCode) {
    public Answer {
        lines = List.copyOf(lines);
    }

    static Answer of(Object document, List<String> lines) {
        return new Answer(document, lines, ExitCode.DONE);
    }

    /// @param well whether what was checked is well
    static Answer of(Object document, List<String> lines, boolean well) {
        return new Answer(document, lines, well ? ExitCode.DONE : ExitCode.NOT_WELL);
    }
}
