package dev.holdfast.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The root: `holdfast`, with the options that every command takes.
@Command(
        name = "holdfast",
        description = "Takes care of your databases: backups that are proven by starting them.",
        subcommands = {
            DemoCommand.class,
            Init.class,
            Check.class,
            Status.class,
            Serve.class,
            BackupCommand.class,
            WalCommand.class,
            BranchCommand.class,
            Detach.class,
            VaultCommand.class,
            MonitorCommand.class,
            OperationCommand.class,
            JournalCommand.class,
            TokenCommand.class,
            Completion.class,
            VersionCommand.class,
            Help.class,
        },
        footer = {
            "",
            "Example:",
            "  holdfast demo",
            "  holdfast init postgresql://backup@db1.example/shop",
            "  holdfast backup run shop",
            "",
            "Exit codes: 0 done; 1 done, and what was checked is not well; 2 wrong usage;",
            "  3 configuration invalid; 4 something unreachable; 5 refused by a guard;",
            "  70 bug; 130 cancelled.",
        })
public final class HoldfastCommand {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration; default: $$HOLDFAST_CONFIG, else holdfast.yaml.")
    Optional<Path> config = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Journal, operations and log; default: .holdfast beside the file.")
    Optional<Path> state = Optional.empty();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print one JSON document and nothing else on standard output.")
    boolean json;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "No colours; so does NO_COLOR=1.")
    boolean noColor;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "No progress and no notes on standard error.")
    boolean quiet;

    @Option(
            names = {"-y", "--yes"},
            scope = ScopeType.INHERIT,
            description = "Do not ask; the answer is yes.")
    boolean yes;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show what a command does, with an example.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            description = "Show the version.")
    public boolean version;

    public GlobalOptions options(Map<String, String> environment) {
        return GlobalOptions.of(this, environment);
    }
}
