package dev.holdfast.cli;

import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.cli.terminal.Terminal.Reaches;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/// Runs commands and keeps what they write.
final class CommandLineFixture {
    final FakeWorkplace workplace;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    CommandLineFixture(RuntimeException onOpen) {
        this.workplace = new FakeWorkplace(onOpen);
    }

    int run(String... words) {
        Terminal terminal =
                new Terminal(
                        new BufferedReader(new StringReader("")),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        new Reaches(false, false, false),
                        Map.of());
        int exit = new HoldfastCommandLine(workplace, terminal, Clock.systemUTC()).run(words);
        terminal.out().flush();
        terminal.err().flush();
        return exit;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
