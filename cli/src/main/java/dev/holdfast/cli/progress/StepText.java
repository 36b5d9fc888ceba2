package dev.holdfast.cli.progress;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.core.operation.Progress.Unit;
import dev.holdfast.core.operation.ProgressView.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A step in words: how far it is, how fast, how long it will still take.
record StepText(StepView step) {

    /// The parts that can be told, the most telling first.
    List<String> parts(double perSecond, Instant now) {
        List<String> parts = new ArrayList<>();
        if (step.total().isPresent() && step.total().getAsLong() > 0) {
            parts.add("%3d %%".formatted(percent()));
        }
        if (step.unit().isPresent()) {
            parts.add(amount());
        }
        if (perSecond > 0) {
            parts.add(rate(perSecond));
        }
        timeLeft(perSecond, parts);
        if (!step.status().isEmpty()) {
            parts.addFirst(step.status());
        }
        if (parts.isEmpty()) {
            parts.add(Figures.duration(Duration.between(step.started(), now)));
        }
        return parts;
    }

    /// Such as `2.7 GB in 27 s`.
    String summary(Instant now) {
        Duration took = Duration.between(step.started(), step.finished().orElse(now));
        String counted = step.done() > 0 ? figure(step.done()) + " in " : "";
        return counted + Figures.duration(took);
    }

    /// From 0 to 100; 100 only when everything is done.
    int percent() {
        long total = step.total().orElse(0);
        if (total <= 0) {
            return 0;
        }
        return (int) Math.min(100, Math.floor(100.0 * step.done() / total));
    }

    private String amount() {
        return step.total().isPresent()
                ? figure(step.done()) + "/" + figure(step.total().getAsLong())
                : figure(step.done());
    }

    private String rate(double perSecond) {
        return step.unit().filter(Unit.BYTES::equals).isPresent()
                ? Figures.size(Math.round(perSecond)) + "/s"
                : Figures.count(Math.round(perSecond)) + "/s";
    }

    private void timeLeft(double perSecond, List<String> parts) {
        long left = step.total().orElse(0) - step.done();
        if (perSecond > 0 && left > 0) {
            Duration time = Duration.ofSeconds((long) Math.ceil(left / perSecond));
            parts.add(Figures.wholeSeconds(time) + " left");
        }
    }

    private String figure(long value) {
        return step.unit().filter(Unit.BYTES::equals).isPresent()
                ? Figures.size(value)
                : Figures.count(value);
    }
}
