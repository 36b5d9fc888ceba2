package dev.holdfast.app;

import dev.holdfast.cli.HoldfastCommandLine;
import java.time.Clock;

/// Where the process starts. Builds the objects by hand and hands over to the command line.
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        Clock clock = Clock.systemUTC();
        HoldfastCommandLine commandLine =
                new HoldfastCommandLine(
                        new Holdfast(clock), ProcessTerminal.open(System.getenv()), clock);
        System.exit(commandLine.run(words));
    }
}
