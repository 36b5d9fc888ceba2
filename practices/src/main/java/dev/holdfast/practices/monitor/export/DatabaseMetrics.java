package dev.holdfast.practices.monitor.export;

import static dev.holdfast.practices.monitor.export.Gauges.gauge;
import static dev.holdfast.practices.monitor.export.Gauges.point;

import dev.holdfast.core.health.Pulse.Standby;
import dev.holdfast.practices.monitor.watch.WatchView.DatabaseView;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What the probes say.
final class DatabaseMetrics {
    private static final String DATABASE = "database";

    private DatabaseMetrics() {}

    static List<MetricSnapshot> of(List<DatabaseView> databases) {
        return List.of(
                up(databases),
                latency(databases),
                standbys(
                        "holdfast_standby_lag_seconds",
                        "How far behind a standby shows writes.",
                        databases,
                        Standby::lagSeconds),
                standbys(
                        "holdfast_standby_lag_bytes",
                        "How much log a standby has not shown yet.",
                        databases,
                        each -> (double) each.lagBytes()),
                cost(databases));
    }

    private static MetricSnapshot up(List<DatabaseView> databases) {
        return gauge(
                "holdfast_database_up",
                "Whether the database lets in, reads and writes.",
                databases.stream()
                        .map(each -> point(each.isUp() ? 1 : 0, DATABASE, each.database())));
    }

    private static MetricSnapshot latency(List<DatabaseView> databases) {
        return gauge(
                "holdfast_probe_duration_seconds",
                "How long the newest small transaction took; absent while the database is down.",
                databases.stream()
                        .flatMap(each ->
                                each.latencySeconds().stream()
                                        .mapToObj(it -> point(it, DATABASE, each.database()))));
    }

    private static MetricSnapshot standbys(
            String name,
            String help,
            List<DatabaseView> databases,
            ToDoubleFunction<Standby> value) {
        Stream<GaugeDataPointSnapshot> points =
                databases.stream()
                        .flatMap(each ->
                                each.standbys().stream()
                                        .map(standby ->
                                                point(
                                                        value.applyAsDouble(standby),
                                                        DATABASE,
                                                        each.database(),
                                                        "standby",
                                                        standby.name())));
        return gauge(name, help, points);
    }

    private static MetricSnapshot cost(List<DatabaseView> databases) {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder()
                        .name("holdfast_monitoring_seconds")
                        .help("How long this database was kept busy by being watched.");
        for (DatabaseView each : databases) {
            builder.dataPoint(counted(each, "probe", each.cost().probingSeconds()));
            builder.dataPoint(counted(each, "checks", each.cost().checkingSeconds()));
        }
        return builder.build();
    }

    private static CounterDataPointSnapshot counted(DatabaseView each, String part, double value) {
        return CounterDataPointSnapshot.builder()
                .labels(Labels.of(DATABASE, each.database(), "part", part))
                .value(value)
                .build();
    }
}
