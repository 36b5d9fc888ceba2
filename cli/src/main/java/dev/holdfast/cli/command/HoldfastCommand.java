package dev.holdfast.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The root: `holdfast`, with the options that every command takes.
@Command(
        name = "holdfast",
        description = "Takes care of your databases: backups that are proven by starting them.",
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
    /// Not named in the annotation: picocli would read the annotations of all commands at each
    /// start, which takes longer than most commands do, and only the one that was typed is needed.
    public static final List<Subcommand> SUBCOMMANDS =
            List.of(
                    new Subcommand("demo", DemoCommand.class),
                    new Subcommand("init", Init.class),
                    new Subcommand("check", Check.class),
                    new Subcommand("status", Status.class),
                    new Subcommand("serve", Serve.class),
                    new Subcommand("backup", BackupCommand.class),
                    new Subcommand("wal", WalCommand.class),
                    new Subcommand("branch", BranchCommand.class),
                    new Subcommand("detach", Detach.class),
                    new Subcommand("vault", VaultCommand.class),
                    new Subcommand("monitor", MonitorCommand.class),
                    new Subcommand("operation", OperationCommand.class),
                    new Subcommand("journal", JournalCommand.class),
                    new Subcommand("token", TokenCommand.class),
                    new Subcommand("completion", Completion.class),
                    new Subcommand("version", VersionCommand.class),
                    new Subcommand("help", Help.class));

    /// @param type has no parameters to be made with
    public record Subcommand(String name, Class<?> type) {}

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
