package dev.holdfast.cli;

import dev.holdfast.cli.command.Subcommands;
import dev.holdfast.core.estate.option.Spelling;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with a command line, and what was probably meant.
final class UsageProblem {
    private static final Pattern CHOICES =
            Pattern.compile("(\\[[A-Z_]+(?:, [A-Z_]+)*]) \\(case-insensitive\\)");

    private UsageProblem() {}

    static Problem of(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String message = String.valueOf(problem.getMessage());
        String meant = "";
        if (problem instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            message = unknown(command, word);
            meant =
                    Spelling.closest(word, known(command, word))
                            .map(name -> "did you mean '" + name + "'? ")
                            .orElse("");
        }
        return new Problem(
                ProblemCode.USAGE, lowerCase(message), meant + name(command) + " --help");
    }

    /// `holdfast backup` without what to do.
    static Problem incomplete(CommandLine group) {
        return new Problem(
                ProblemCode.USAGE,
                "'" + name(group) + "' needs to know what to do",
                name(group)
                        + " "
                        + String.join("|", Subcommands.shown(group.getSubcommands()).keySet()));
    }

    private static List<String> known(CommandLine command, String word) {
        return word.startsWith("-")
                ? List.copyOf(command.getCommandSpec().optionsMap().keySet())
                : List.copyOf(Subcommands.shown(command.getSubcommands()).keySet());
    }

    private static String unknown(CommandLine command, String word) {
        String kind =
                word.startsWith("-")
                        ? "option"
                        : command.getSubcommands().isEmpty() ? "argument" : "command";
        return "'" + name(command) + "' has no " + kind + " '" + word + "'";
    }

    /// The choices of an option as users write them, not as the code spells them.
    private static String asTyped(String message) {
        return CHOICES.matcher(message)
                .replaceFirst(found -> found.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    private static String lowerCase(String message) {
        String typed = asTyped(message);
        String text = typed.endsWith(".") ? typed.substring(0, typed.length() - 1) : typed;
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
