package dev.holdfast.cli.progress;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.operation.Event;
import dev.holdfast.core.operation.ProgressView;
import dev.holdfast.core.operation.ProgressView.StepView;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// One line that is redrawn in place five times a second; finished steps and notes stay above it.
/// Each redraw is one write, which overwrites and then clears the rest of the line, so that nothing
/// flickers.
final class LiveDisplay implements ProgressDisplay {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final String LINE_START = "\r";
    private static final String CLEAR_TO_END = "\u001b[K";
    private static final int WIDEST = 110;

    private final PrintStream err;
    private final Style style;
    private final TerminalWidth width;
    private final Glyphs glyphs;
    private final InstantSource clock;
    private final Ticker ticker;
    private @Nullable ProgressView view;
    private Rate rate = new Rate();
    private int rateOfStep = -1;
    private boolean drawn;

    LiveDisplay(
            PrintStream err, Style style, TerminalWidth width, Glyphs glyphs, InstantSource clock) {
        this.err = err;
        this.style = style;
        this.width = width;
        this.glyphs = glyphs;
        this.clock = clock;
        this.ticker = new Ticker(REDRAW, this::redraw);
    }

    @Override
    public synchronized void on(Event event) {
        switch (event) {
            case Event.Started started -> {
                view = started.progress();
                keep(style.faint("operation " + started.operation()));
            }
            case Event.StepStarted _ -> redraw();
            case Event.StepEnded ended -> keep(endedLine(ended));
            case Event.Note note -> keep(note.line());
            case Event.CancelRequested _ -> keep("cancelling …");
            case Event.Finished _ -> {
                view = null;
                clear();
            }
        }
    }

    private synchronized void redraw() {
        ProgressView shown = view;
        if (shown == null) {
            return;
        }
        shown.current().filter(step -> step.finished().isEmpty()).ifPresent(this::draw);
    }

    private void draw(StepView step) {
        Instant now = clock.instant();
        if (step.index() != rateOfStep) {
            rate = new Rate();
            rateOfStep = step.index();
        }
        rate.sample(now, step.done());
        // a full last column would wrap on some terminals
        int columns = Math.min(WIDEST, width.columns() - 1);
        String line = new BarLine(glyphs, columns).of(step, rate.perSecond(), now);
        write(LINE_START + line + CLEAR_TO_END);
        drawn = true;
    }

    private String endedLine(Event.StepEnded ended) {
        StepView step = ended.step();
        String text = new StepText(step).summary(clock.instant());
        return ended.completed()
                ? "%s %-30s  %s".formatted(style.good(glyphs.done), step.name(), text)
                : "%s %-30s  cut off, %s".formatted(style.warning("-"), step.name(), text);
    }

    /// Writes a line that stays; the bar moves below it.
    private void keep(String line) {
        write((drawn ? LINE_START + CLEAR_TO_END : "") + line + "\n");
        drawn = false;
    }

    private void clear() {
        if (drawn) {
            write(LINE_START + CLEAR_TO_END);
            drawn = false;
        }
    }

    private void write(String text) {
        err.print(text);
        err.flush();
    }

    @Override
    public void close() {
        ticker.close();
        width.close();
        synchronized (this) {
            view = null;
            clear();
        }
    }
}
