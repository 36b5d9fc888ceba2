package dev.holdfast.cli.terminal;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.util.Map;

/// The streams of this process, and what is at their other end.
///
/// @param in lines typed by the user
/// @param reaches which of the streams end at a terminal
/// @param environment such as `NO_COLOR` and `COLUMNS`
public record Terminal(
        BufferedReader in,
        PrintStream out,
        PrintStream err,
        Reaches reaches,
        Map<String, String> environment) {

    /// Which streams end at a terminal, rather than a pipe or a file.
    public record Reaches(boolean in, boolean out, boolean err) {}

    public Terminal {
        environment = Map.copyOf(environment);
    }

    /// Whether a question can be asked and answered.
    public boolean canAsk() {
        return reaches.in() && reaches.err();
    }
}
