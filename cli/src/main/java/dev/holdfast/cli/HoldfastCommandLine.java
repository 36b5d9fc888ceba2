package dev.holdfast.cli;

import dev.holdfast.cli.command.Action;
import dev.holdfast.cli.command.Answer;
import dev.holdfast.cli.command.GlobalOptions;
import dev.holdfast.cli.command.HoldfastCommand;
import dev.holdfast.cli.command.Invocation;
import dev.holdfast.cli.command.Version;
import dev.holdfast.cli.terminal.JsonDocument;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.cli.workplace.Workplace;
import dev.holdfast.core.problem.ExitCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The edge: parses, runs one command, and prints its answer or its problem. The only place that
/// writes to standard output.
public final class HoldfastCommandLine {
    private final Workplace workplace;
    private final Terminal terminal;
    private final InstantSource clock;

    public HoldfastCommandLine(Workplace workplace, Terminal terminal, InstantSource clock) {
        this.workplace = workplace;
        this.terminal = terminal;
        this.clock = clock;
    }

    /// Runs the command that `words` spell; gives the exit code of the process.
    public int run(String... words) {
        HoldfastCommand typed = new HoldfastCommand();
        CommandLine commandLine = Grammar.of(typed, List.of(words));
        boolean json = List.of(words).contains("--json");
        try {
            ParseResult parsed = commandLine.parseArgs(words);
            return run(typed, parsed).number();
        } catch (ParameterException e) {
            return new Failure(terminal, json).report(UsageProblem.of(amongAll(e, words))).number();
        }
    }

    /// The same mistake, seen by a command line that has every command.
    private static ParameterException amongAll(ParameterException mistake, String... words) {
        try {
            Grammar.of(new HoldfastCommand()).parseArgs(words);
            return mistake;
        } catch (ParameterException same) {
            return same;
        }
    }

    private ExitCode run(HoldfastCommand typed, ParseResult parsed) {
        GlobalOptions options = typed.options(terminal.environment());
        Failure failure = new Failure(terminal, options.json());
        workplace.logTo(options.place(Optional.empty()));
        CommandLine leaf = leaf(parsed);
        if (typed.version) {
            terminal.out().println("holdfast " + Version.text());
            return ExitCode.DONE;
        }
        if (parsed.isUsageHelpRequested() || isHelpRequested(parsed)) {
            terminal.out().print(usage(leaf));
            return ExitCode.DONE;
        }
        if (!(leaf.getCommand() instanceof Action action)) {
            return withoutAction(leaf, failure);
        }
        try (Invocation invocation = new Invocation(workplace, terminal, options, clock)) {
            return print(action.run(invocation), options);
        } catch (InterruptedException e) {
            return failure.cancelled();
        } catch (RuntimeException | Error e) {
            return failure.report(e, options.state());
        }
    }

    private static CommandLine leaf(ParseResult parsed) {
        ParseResult deepest = parsed;
        while (deepest.hasSubcommand()) {
            deepest = deepest.subcommand();
        }
        return deepest.commandSpec().commandLine();
    }

    private static String usage(CommandLine command) {
        CommandLine shown =
                command.getParent() == null ? Grammar.of(new HoldfastCommand()) : command;
        return shown.getUsageMessage();
    }

    private static boolean isHelpRequested(ParseResult parsed) {
        return parsed.hasSubcommand()
                && (parsed.subcommand().isUsageHelpRequested()
                        || isHelpRequested(parsed.subcommand()));
    }

    /// `holdfast` alone shows its help; a group alone, such as `holdfast backup`, is a mistake.
    private ExitCode withoutAction(CommandLine group, Failure failure) {
        if (group.getParent() == null) {
            terminal.out().print(usage(group));
            return ExitCode.DONE;
        }
        return failure.report(UsageProblem.incomplete(group));
    }

    private ExitCode print(Answer answer, GlobalOptions options) {
        if (options.json()) {
            terminal.out().println(JsonDocument.of(answer.document()));
        } else {
            answer.lines().forEach(terminal.out()::println);
        }
        terminal.out().flush();
        return answer.exitCode();
    }
}
