package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.health.Amounts;
import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Reading;
import dev.holdfast.core.metric.MetricStore;
import dev.holdfast.core.metric.Point;
import dev.holdfast.core.metric.Sample;
import dev.holdfast.core.metric.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Judges readings by what was measured before, and keeps them for the next time.
final class Comparisons {
    private static final String FIRST = "compared from the next time on";

    /// For so long a fall is told: long enough that somebody sees it.
    private static final Duration FALL = Duration.ofHours(1);

    /// Fewer rows come and go.
    private static final double LEAST_ROWS = 1000;

    /// From how many calls between two looks on their mean says something.
    private static final double LEAST_CALLS = 20;

    private static final Duration USUAL = Duration.ofDays(7);
    private static final int LEAST_USUAL = 10;

    private final String database;
    private final MetricStore metrics;
    private final Sameness sameness;
    private final Instant now;
    private final Clocks clocks;
    private final List<Sample> samples = new ArrayList<>();

    Comparisons(String database, MetricStore metrics, Sameness sameness, Instant now) {
        this.database = database;
        this.metrics = metrics;
        this.sameness = sameness;
        this.now = now;
        this.clocks = new Clocks(metrics, now);
    }

    List<Judgement> judge(Check check, List<Reading> readings) {
        return switch (check.kind()) {
            case LEVEL -> readings.stream().map(reading -> level(check, reading)).toList();
            case RATE -> readings.stream().map(reading -> rate(check, reading)).toList();
            case DROP -> drops(check, readings);
            case SLOWDOWN -> readings.stream().map(reading -> slowdown(check, reading)).toList();
            case SAME -> sameness.judge(check, readings);
        };
    }

    /// Keeps what was judged.
    void keep() {
        metrics.add(samples);
        samples.clear();
    }

    private Judgement level(Check check, Reading reading) {
        Judgement judgement =
                new Judgement(
                        check.limits().judge(reading.value()),
                        reading.value(),
                        reading.message(),
                        reading.hint());
        if (!Double.isNaN(reading.value())) {
            note(check.name(), reading.object(), reading.value());
        }
        if (reading.clock().isEmpty()) {
            return judgement;
        }
        Reading.Clock clock = reading.clock().get();
        Series used = series(check.name() + ".used", reading.object());
        note(used.name(), reading.object(), clock.now());
        return clocks.judge(used, check.limits(), clock, judgement);
    }

    private Judgement rate(Check check, Reading reading) {
        Optional<Point> former = metrics.newest(series(check.name(), reading.object()));
        note(check.name(), reading.object(), reading.value());
        if (former.isEmpty() || !former.get().lastAt().isBefore(now)) {
            return Judgement.ok(0, reading.message() + ": " + FIRST);
        }
        double minutes = Duration.between(former.get().lastAt(), now).toMillis() / 60_000.0;
        double rise = Math.max(0, reading.value() - former.get().last());
        double rate = Math.round(100 * rise / Math.max(minutes, 1)) / 100.0;
        return new Judgement(
                check.limits().judge(rate),
                rate,
                "%s: %s".formatted(reading.message(), check.limits().unit().text(rate)),
                reading.hint());
    }

    /// All counters at once fall to nothing when the server's statistics are reset, as after a
    /// crash: no rows are lost then.
    private List<Judgement> drops(Check check, List<Reading> readings) {
        boolean reset =
                readings.size() > 1 && readings.stream().allMatch(each -> each.value() == 0);
        if (reset) {
            return List.of(Judgement.ok(0, "the server's statistics were reset"));
        }
        return readings.stream().map(reading -> drop(check, reading)).toList();
    }

    private Judgement drop(Check check, Reading reading) {
        Series series = series(check.name(), reading.object());
        OptionalDouble highest =
                metrics.points(series, now.minus(FALL), now).stream()
                        .mapToDouble(Point::high)
                        .max();
        note(check.name(), reading.object(), reading.value());
        double before = highest.orElse(0);
        if (before < LEAST_ROWS || reading.value() >= before) {
            return Judgement.ok(0, "no table lost many rows");
        }
        double percent = Math.round(1000 * (before - reading.value()) / before) / 10.0;
        return new Judgement(
                check.limits().judge(percent),
                percent,
                "%s fell from %s to %s within an hour"
                        .formatted(
                                reading.message(),
                                Amounts.number(before),
                                Amounts.number(reading.value())),
                reading.hint());
    }

    private Judgement slowdown(Check check, Reading reading) {
        double calls = reading.clock().map(Reading.Clock::now).orElse(0.0);
        Series totals = series(check.name() + ".total", reading.object());
        Series counts = series(check.name() + ".calls", reading.object());
        Optional<Point> total = metrics.newest(totals);
        Optional<Point> count = metrics.newest(counts);
        note(totals.name(), reading.object(), reading.value());
        note(counts.name(), reading.object(), calls);
        double called = count.map(point -> calls - point.last()).orElse(0.0);
        if (total.isEmpty() || called < LEAST_CALLS) {
            return Judgement.ok(0, "no statement takes longer than it used to");
        }
        double mean = (reading.value() - total.get().last()) / called;
        return slower(check, reading, mean);
    }

    private Judgement slower(Check check, Reading reading, double mean) {
        Series means = series(check.name() + ".mean", reading.object());
        List<Point> usual = metrics.points(means, now.minus(USUAL), now);
        note(means.name(), reading.object(), mean);
        double before = usual.stream().mapToDouble(Point::mean).average().orElse(0);
        if (usual.size() < LEAST_USUAL || before <= 0) {
            return Judgement.ok(0, "no statement takes longer than it used to");
        }
        double times = Math.round(100 * mean / before) / 100.0;
        Health state = check.limits().judge(times);
        return new Judgement(
                state,
                times,
                "statement %s takes %.1f ms, before %.1f ms: %s"
                        .formatted(reading.object(), mean, before, reading.message()),
                reading.hint());
    }

    private Series series(String name, String object) {
        return new Series(database, name, object);
    }

    private void note(String name, String object, double value) {
        samples.add(new Sample(series(name, object), now, value));
    }
}
