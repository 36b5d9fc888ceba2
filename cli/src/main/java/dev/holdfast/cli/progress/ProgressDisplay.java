package dev.holdfast.cli.progress;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.core.operation.OperationListener;
import java.time.InstantSource;

/// Shows operations while they run. Closing it leaves the terminal as it was found.
public interface ProgressDisplay extends OperationListener, AutoCloseable {

    /// What suits `terminal`: a bar where a person looks on, lines elsewhere.
    static ProgressDisplay on(Terminal terminal, Style style, InstantSource clock) {
        return terminal.reaches().err() && !"dumb".equals(terminal.environment().get("TERM"))
                ? new LiveDisplay(
                        terminal.err(),
                        style,
                        new TerminalWidth(terminal.environment()),
                        Glyphs.of(terminal.environment()),
                        clock)
                : new LineDisplay(terminal.err(), clock);
    }

    /// Shows nothing.
    static ProgressDisplay none() {
        return new SilentDisplay();
    }

    @Override
    void close();
}
