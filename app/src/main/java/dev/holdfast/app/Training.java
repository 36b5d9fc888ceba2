package dev.holdfast.app;

import dev.holdfast.cli.HoldfastCommandLine;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.cli.terminal.Terminal.Reaches;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// Runs commands once, so that the JVM can keep their classes, and what it learned about their hot
/// loops, in its ahead-of-time cache. The launcher calls it after a build; what it prints and how
/// it ends do not matter.
public final class Training {
    private static final List<String> COMMANDS =
            List.of(
                    "--help",
                    "vault init",
                    "status",
                    "status --json",
                    "backup list shop",
                    "operation list",
                    "journal",
                    "journal verify --json",
                    "no-such-command");

    /// Without it, the process of a branch would give up.
    private static final String ANSWER = "received\n";

    private Training() {}

    /// @param words a directory to work in, which need not be there
    public static void main(String[] words) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of(words[0]));
        Path file = directory.resolve("holdfast.yaml");
        Files.writeString(file, ESTATE);
        COMMANDS.forEach(command -> run(command, file));
        new LongTraining(directory, Training::run).run();
    }

    private static void run(String command, Path file) {
        Clock clock = Clock.systemUTC();
        new HoldfastCommandLine(new Holdfast(clock), nowhere(), clock)
                .run((command + " --config " + file).split(" ", -1));
    }

    private static Terminal nowhere() {
        PrintStream silent =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Terminal(
                new BufferedReader(new StringReader(ANSWER)),
                silent,
                silent,
                new Reaches(false, false, false),
                Map.of());
    }

    /// The port is closed: what is reached for in training is refused at once.
    private static final String ESTATE =
            """
            estate: training
            vault: {key: "${file:vault.key}"}
            environments:
              - {name: production, protected: true}
            storages:
              - {name: here, type: file, path: vault}
            databases:
              - name: shop
                in:
                  production: {url: "postgresql://nobody@127.0.0.1:1/shop", backup: {to: [here]}}
            """;
}
