package dev.holdfast.cli.progress;

import dev.holdfast.core.operation.Event;
import dev.holdfast.core.operation.ProgressView;
import dev.holdfast.core.operation.ProgressView.StepView;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Lines for logs and pipes: one when a step starts and ends, and one every ten seconds between.
final class LineDisplay implements ProgressDisplay {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final PrintStream err;
    private final InstantSource clock;
    private final Ticker ticker;
    private @Nullable ProgressView view;
    private Rate rate = new Rate();
    private int rateOfStep = -1;

    LineDisplay(PrintStream err, InstantSource clock) {
        this.err = err;
        this.clock = clock;
        this.ticker = new Ticker(EVERY, this::tick);
    }

    @Override
    public synchronized void on(Event event) {
        switch (event) {
            case Event.Started started -> {
                view = started.progress();
                say(
                        "operation %s: %s %s"
                                .formatted(started.operation(), started.kind(), started.subject()));
            }
            case Event.StepStarted step -> say(step.name());
            case Event.StepEnded ended -> {
                StepView step = ended.step();
                String how = ended.completed() ? ": done, " : ": cut off, ";
                say(step.name() + how + new StepText(step).summary(clock.instant()));
            }
            case Event.Note note -> say("note: " + note.line());
            case Event.CancelRequested _ -> say("cancelling");
            case Event.Finished _ -> view = null;
        }
    }

    synchronized void tick() {
        ProgressView shown = view;
        if (shown != null) {
            shown.current().filter(step -> step.finished().isEmpty()).ifPresent(this::say);
        }
    }

    private void say(StepView step) {
        Instant now = clock.instant();
        if (step.index() != rateOfStep) {
            rate = new Rate();
            rateOfStep = step.index();
            rate.sample(step.started(), 0);
        }
        rate.sample(now, step.done());
        StepText text = new StepText(step);
        say(step.name() + ": " + String.join(", ", text.parts(rate.perSecond(), now)).strip());
    }

    private void say(String line) {
        err.println(line);
        err.flush();
    }

    @Override
    public void close() {
        ticker.close();
    }
}
