package dev.holdfast.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/// The commands below another one.
public final class Subcommands {
    private Subcommands() {}

    /// Those that people type, by name: not the ones that Holdfast starts itself.
    public static Map<String, CommandLine> shown(Map<String, CommandLine> all) {
        Map<String, CommandLine> shown = new LinkedHashMap<>(all);
        shown.values().removeIf(each -> each.getCommandSpec().usageMessage().hidden());
        return shown;
    }
}
