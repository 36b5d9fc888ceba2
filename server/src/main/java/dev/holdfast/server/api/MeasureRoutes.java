package dev.holdfast.server.api;

import dev.holdfast.core.metric.MetricStore;
import dev.holdfast.core.metric.Point;
import dev.holdfast.core.metric.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// What was measured of a database, for charts.
final class MeasureRoutes {
    private static final Set<String> SHOWN =
            Set.of("transactions", "probe", "connections", "standby-lag");
    private static final long LONGEST_HOURS = 400 * 24;
    private static final int MOST_SERIES = 16;
    private static final int MOST_POINTS = 360;

    private final InstantSource clock;

    MeasureRoutes(InstantSource clock) {
        this.clock = clock;
    }

    record MeasuresAnswer(Instant from, Instant to, List<SeriesView> series) {}

    /// @param name `transactions` a second, `probe` in seconds, `connections` in percent,
    ///   `standby-lag` in seconds
    /// @param object which standby
    record SeriesView(String name, String object, List<PointView> points) {}

    /// @param at the beginning of the span that it stands for
    record PointView(Instant at, double mean, double high) {}

    List<Route> all() {
        return List.of(
                Route.get(
                                "/api/v1/databases/{database}/measures",
                                "What was measured in the last hours (default: one)",
                                MeasuresAnswer.class,
                                this::measures)
                        .with("hours"));
    }

    private MeasuresAnswer measures(Call call) {
        String label = call.workshop().estate().deployment(call.path("database")).label();
        long hours =
                Math.clamp(
                        call.query("hours").map(text -> Call.number("hours", text)).orElse(1L),
                        1,
                        LONGEST_HOURS);
        Instant to = clock.instant();
        Instant from = to.minus(Duration.ofHours(hours));
        MetricStore metrics = call.workshop().metrics();
        List<SeriesView> series =
                metrics.series().stream()
                        .filter(each -> each.database().equals(label))
                        .filter(each -> SHOWN.contains(each.name()))
                        .limit(MOST_SERIES)
                        .map(each -> view(each, metrics.points(each, from, to)))
                        .toList();
        return new MeasuresAnswer(from, to, series);
    }

    private static SeriesView view(Series series, List<Point> points) {
        int step = Math.max(1, (points.size() + MOST_POINTS - 1) / MOST_POINTS);
        List<PointView> views =
                IntStream.iterate(0, i -> i < points.size(), i -> i + step)
                        .mapToObj(
                                i -> together(points.subList(i, Math.min(i + step, points.size()))))
                        .toList();
        return new SeriesView(series.name(), series.object(), views);
    }

    private static PointView together(List<Point> points) {
        return new PointView(
                points.getFirst().from(),
                points.stream().mapToDouble(Point::mean).average().orElse(0),
                points.stream().mapToDouble(Point::high).max().orElse(0));
    }
}
