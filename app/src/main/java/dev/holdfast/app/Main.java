package dev.holdfast.app;

import dev.holdfast.cli.HoldfastCommandLine;
import java.time.Clock;

/// Where the process starts. Builds the objects by hand and hands over to the command line.
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        HoldfastCommandLine commandLine =
                new HoldfastCommandLine(
                        new Holdfast(), ProcessTerminal.open(System.getenv()), Clock.systemUTC());
        System.exit(commandLine.run(words));
    }
}
