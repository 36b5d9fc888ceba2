package dev.holdfast.cli.command;

import java.util.List;
import picocli.CommandLine.Command;

/// `holdfast version`
@Command(
        name = "version",
        description = "Shows the version, and the Java that runs it.",
        footer = {"", "Example:", "  holdfast version --json", "", "Exit codes: 0."})
final class VersionCommand implements Action {

    record Versions(String version, String java, String system) {}

    @Override
    public Answer run(Invocation invocation) {
        Versions versions =
                new Versions(
                        Version.text(),
                        Runtime.version().toString(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return Answer.of(
                versions,
                List.of(
                        "holdfast " + versions.version(),
                        "java " + versions.java() + " on " + versions.system()));
    }
}
