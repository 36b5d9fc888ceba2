package dev.holdfast.cli;

import dev.holdfast.cli.command.HoldfastCommand;
import dev.holdfast.cli.command.HoldfastCommand.Subcommand;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// How the words of a command line are read, and how help is laid out: the options that every
/// command takes are explained once, by `holdfast --help`.
final class Grammar {
    private static final int HELP_WIDTH = 80;

    /// The root's commands, in the order in which they are met.
    static final List<Group> GROUPS =
            List.of(
                    new Group(
                            "Start", List.of("demo", "init", "check", "status", "serve", "detach")),
                    new Group("Backups", List.of("backup", "wal", "vault")),
                    new Group("Branches", List.of("branch")),
                    new Group("Watching", List.of("monitor")),
                    new Group("What ran", List.of("operation", "journal")),
                    new Group("Who may", List.of("token")),
                    new Group("Help", List.of("help", "completion", "version")));

    /// Commands that tell of all the others.
    private static final List<String> ABOUT_OTHERS = List.of("help", "completion");

    record Group(String heading, List<String> commands) {}

    private Grammar() {}

    /// With every command.
    static CommandLine of(HoldfastCommand root) {
        return with(root, HoldfastCommand.SUBCOMMANDS);
    }

    /// With those commands that `words` can mean, or all where they name none. What they mean is
    /// the same as with all of them; what is wrong with them is told with all of them only.
    static CommandLine of(HoldfastCommand root, List<String> words) {
        List<Subcommand> named =
                HoldfastCommand.SUBCOMMANDS.stream()
                        .filter(command -> words.contains(command.name()))
                        .toList();
        boolean aboutOthers = ABOUT_OTHERS.stream().anyMatch(words::contains);
        return named.isEmpty() || aboutOthers ? of(root) : with(root, named);
    }

    private static CommandLine with(HoldfastCommand root, List<Subcommand> subcommands) {
        CommandLine commandLine = new CommandLine(root);
        subcommands.forEach(command ->
                commandLine.addSubcommand(command.name(), new CommandLine(command.type())));
        commandLine.setUsageHelpWidth(HELP_WIDTH);
        commandLine.setExpandAtFiles(false);
        commandLine
                .getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Grammar::groups);
        commandLine
                .getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, _ -> "");
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.getSubcommands().values().forEach(Grammar::layOut);
        return commandLine;
    }

    private static void layOut(CommandLine command) {
        Map<String, IHelpSectionRenderer> sections = command.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, Grammar::synopsis);
        sections.put(
                UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                help -> help.optionListExcludingGroups(own(help.commandSpec())));
        sections.put(
                UsageMessageSpec.SECTION_KEY_END_OF_OPTIONS,
                _ -> "  Options of every command: holdfast --help\n");
        command.getSubcommands().values().forEach(Grammar::layOut);
    }

    private static List<OptionSpec> own(CommandSpec spec) {
        return spec.options().stream().filter(option -> !option.inherited()).toList();
    }

    private static String synopsis(Help help) {
        CommandSpec spec = help.commandSpec();
        Stream<String> required =
                own(spec).stream()
                        .filter(ArgSpec::required)
                        .map(option -> option.longestName() + " " + option.paramLabel());
        String options = own(spec).stream().allMatch(ArgSpec::required) ? "" : "[OPTIONS]";
        String rest = spec.subcommands().isEmpty() ? "" : "[COMMAND]";
        return Stream.of(
                                Stream.of(spec.qualifiedName()),
                                spec.positionalParameters().stream().map(Grammar::parameter),
                                required,
                                Stream.of(options, rest))
                        .flatMap(parts -> parts)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" "))
                + "\n";
    }

    private static String parameter(PositionalParamSpec parameter) {
        return parameter.required() ? parameter.paramLabel() : "[" + parameter.paramLabel() + "]";
    }

    private static String groups(Help help) {
        Map<String, CommandLine> commands = help.commandSpec().subcommands();
        StringBuilder text = new StringBuilder();
        for (Group group : GROUPS) {
            text.append('\n').append(group.heading()).append('\n');
            for (String name : group.commands()) {
                CommandLine command = commands.get(name);
                if (command == null) {
                    throw new IllegalStateException("no command " + name);
                }
                String description =
                        String.join("", command.getCommandSpec().usageMessage().description());
                text.append("  %-11s %s\n".formatted(name, description));
            }
        }
        return text.toString();
    }
}
