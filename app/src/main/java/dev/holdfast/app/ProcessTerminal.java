package dev.holdfast.app;

import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.cli.terminal.Terminal.Reaches;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The streams of this process.
///
/// The launcher tests in the shell which of them are terminals, because Java can only tell about
/// all of them together.
final class ProcessTerminal {
    private static final String TOLD_BY_LAUNCHER = "holdfast.terminals";

    private ProcessTerminal() {}

    static Terminal open(Map<String, String> environment) {
        return new Terminal(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                reaches(),
                environment);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    private static Reaches reaches() {
        String told = System.getProperty(TOLD_BY_LAUNCHER);
        if (told != null) {
            return new Reaches(told.contains("0"), told.contains("1"), told.contains("2"));
        }
        boolean terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return new Reaches(terminal, terminal, terminal);
    }
}
