package dev.holdfast.practices.monitor.watch;

import dev.holdfast.core.health.Pulse.Beat;
import dev.holdfast.practices.monitor.check.CheckResult;
import dev.holdfast.practices.monitor.watch.WatchView.Cost;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;

/// Adds up what watching one database costs. Safe for many threads.
final class Spending {
    private final DoubleAdder probing = new DoubleAdder();
    private final DoubleAdder checking = new DoubleAdder();

    void add(Beat beat) {
        probing.add(
                seconds(beat.connect().orElse(Duration.ZERO))
                        + seconds(beat.read())
                        + seconds(beat.write().orElse(Duration.ZERO)));
    }

    void add(List<CheckResult> round) {
        checking.add(round.stream().mapToDouble(CheckResult::seconds).sum());
    }

    Cost total() {
        return new Cost(probing.sum(), checking.sum());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
