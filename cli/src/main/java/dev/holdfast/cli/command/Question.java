package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/// Asks the user. Questions go to standard error, so that the answer of a command can be piped.
record Question(Terminal terminal) {

    /// Returns when the answer is yes. Where nobody can be asked, `NOT_CONFIRMED`.
    void mustConfirm(String what) {
        if (!terminal.canAsk()) {
            throw new HoldfastException(
                    ProblemCode.NOT_CONFIRMED,
                    "to " + what + " needs a yes, and there is nobody to ask",
                    "add --yes when you are sure");
        }
        String answer = ask("Go on? [y/N]", "n").toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw new HoldfastException(ProblemCode.OPERATION_CANCELLED, "nothing was done", "");
        }
    }

    /// Returns when the user types `name`. Where nobody can be asked, `NOT_CONFIRMED`.
    void mustName(String name) {
        if (!terminal.canAsk()) {
            throw new HoldfastException(
                    ProblemCode.NOT_CONFIRMED,
                    "'%s' is protected, and there is nobody to ask".formatted(name),
                    "add --yes --yes-i-mean %s when you are sure".formatted(name));
        }
        if (!ask("'%s' is protected; type its name to go on:".formatted(name), "").equals(name)) {
            throw new HoldfastException(ProblemCode.OPERATION_CANCELLED, "nothing was done", "");
        }
    }

    /// The user's answer, or `otherwise` for an empty line or the end of input.
    String ask(String question, String otherwise) {
        terminal.err().print(question + " ");
        terminal.err().flush();
        try {
            return Optional.ofNullable(terminal.in().readLine())
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .orElse(otherwise);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Without echo; empty for none.
    String askSecret(String question) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("%s ", question))
                .map(String::new)
                .orElseGet(() -> ask(question, ""));
    }
}
