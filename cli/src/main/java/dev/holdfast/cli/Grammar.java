package dev.holdfast.cli;

import dev.holdfast.cli.command.HoldfastCommand;
import picocli.CommandLine;

/// How the words of a command line are read, and how help is laid out.
final class Grammar {
    private static final int HELP_WIDTH = 80;

    private Grammar() {}

    static CommandLine of(HoldfastCommand root) {
        CommandLine commandLine = new CommandLine(root);
        commandLine.setUsageHelpWidth(HELP_WIDTH);
        commandLine.setExpandAtFiles(false);
        return commandLine;
    }
}
