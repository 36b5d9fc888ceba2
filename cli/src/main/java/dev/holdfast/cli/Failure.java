package dev.holdfast.cli;

import dev.holdfast.cli.terminal.JsonDocument;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.core.problem.ExitCode;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renders what went wrong: `error:` and `hint:` on standard error, or one JSON document on
/// standard output.
final class Failure {
    private final Terminal terminal;
    private final boolean json;
    private final Style style;

    private record ErrorDocument(ErrorBody error) {}

    private record ErrorBody(String code, String message, String hint) {}

    Failure(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
        this.style = Style.of(terminal.reaches().err(), terminal.environment());
    }

    ExitCode report(Throwable thrown, Path state) {
        return thrown instanceof HoldfastException known
                ? report(known.problem())
                : report(bug(thrown, state));
    }

    ExitCode report(Problem problem) {
        if (json) {
            ErrorBody body =
                    new ErrorBody(problem.code().code(), problem.message(), problem.hint());
            terminal.out().println(JsonDocument.of(new ErrorDocument(body)));
            terminal.out().flush();
        } else {
            print(problem);
        }
        return problem.code().exitCode();
    }

    ExitCode cancelled() {
        return report(new Problem(ProblemCode.OPERATION_CANCELLED, "cancelled", ""));
    }

    private void print(Problem problem) {
        List<String> lines = problem.message().lines().toList();
        String label = style.bad("error:");
        if (lines.size() == 1) {
            terminal.err().println(label + " " + lines.getFirst());
        } else {
            lines.forEach(line -> terminal.err().println(label + " " + line));
        }
        if (!problem.hint().isEmpty()) {
            problem.hint()
                    .lines()
                    .forEach(line -> terminal.err().println(style.strong("hint:") + " " + line));
        }
        terminal.err().flush();
    }

    /// The stack trace goes to the log, never to the terminal.
    private static Problem bug(Throwable thrown, Path state) {
        Logger log = LoggerFactory.getLogger(Failure.class);
        log.error("this is a bug in Holdfast", thrown);
        return new Problem(
                ProblemCode.BUG,
                "this is a bug in Holdfast: " + thrown.getClass().getSimpleName(),
                "report it with the last lines of " + state.resolve("holdfast.log"));
    }
}
