package dev.holdfast.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// How fast a counter has moved lately. Samples older than the window are forgotten, so that the
/// time left follows a change of pace; the window is long enough not to jump about.
final class Rate {
    static final Duration WINDOW = Duration.ofSeconds(8);

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, long done) {}

    void sample(Instant at, long done) {
        samples.addLast(new Sample(at, done));
        Instant oldest = at.minus(WINDOW);
        while (samples.size() > 2 && samples.getFirst().at().isBefore(oldest)) {
            samples.removeFirst();
        }
    }

    /// 0 while it cannot be told.
    double perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = Duration.between(first.at(), last.at()).toMillis() / 1000.0;
        return seconds < 0.5 ? 0 : Math.max(0, (last.done() - first.done()) / seconds);
    }
}
