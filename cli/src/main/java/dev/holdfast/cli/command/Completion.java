package dev.holdfast.cli.command;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `holdfast completion`
@Command(
        name = "completion",
        description = "Prints a script that completes commands and options in a shell.",
        footer = {
            "",
            "Example:",
            "  source <(holdfast completion bash)",
            "  holdfast completion fish > ~/.config/fish/completions/holdfast.fish",
            "",
            "Exit codes: 0 printed; 2 unknown shell.",
        })
final class Completion implements Action {
    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    String shell = "";

    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    @Spec
    CommandSpec spec;

    @Override
    public Answer run(Invocation invocation) {
        CommandSpec root = spec.root();
        String script =
                switch (shell) {
                    case "bash" -> CompletionScript.bash(root);
                    case "zsh" -> CompletionScript.zsh(root);
                    case "fish" -> CompletionScript.fish(root);
                    default ->
                            throw new HoldfastException(
                                    ProblemCode.USAGE,
                                    "no completion for shell '" + shell + "'",
                                    "holdfast completion bash, zsh or fish");
                };
        return Answer.of(Map.of("shell", shell, "script", script), script.lines().toList());
    }
}
