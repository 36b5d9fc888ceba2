package dev.holdfast.cli.command;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `holdfast help`
@Command(
        name = "help",
        description = "Shows what a command does; the same as --help after it.",
        footer = {
            "",
            "Example:",
            "  holdfast help backup run",
            "",
            "Exit codes: 0 shown; 2 unknown command."
        })
final class Help implements Action {
    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Such as backup run.")
    List<String> path = List.of();

    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    @Spec
    CommandSpec spec;

    @Override
    public Answer run(Invocation invocation) {
        CommandLine command = spec.root().commandLine();
        for (String name : path) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new HoldfastException(
                        ProblemCode.USAGE,
                        "there is no command '" + String.join(" ", path) + "'",
                        "holdfast help");
            }
            command = next;
        }
        String text = command.getUsageMessage();
        return Answer.of(Map.of("help", text), text.lines().toList());
    }
}
