package dev.holdfast.practices.monitor.export;

import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Pulse.Standby;
import dev.holdfast.practices.monitor.check.CheckResult;
import dev.holdfast.practices.monitor.watch.WatchView;
import dev.holdfast.practices.monitor.watch.WatchView.DatabaseView;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/// The text that Prometheus scrapes. Alert rules and dashboards of other people rely on the names;
/// `dist/prometheus` has ours.
public final class PrometheusText {
    /// What an HTTP answer says of it.
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final String DATABASE = "database";
    private static final String STANDBY = "standby";
    private static final String CHECK = "check";

    private PrometheusText() {}

    public static String of(WatchView view) {
        MetricSnapshots snapshots =
                MetricSnapshots.of(
                        up(view),
                        latency(view),
                        standbyLag(view),
                        standbyLagBytes(view),
                        checkState(view),
                        checkValue(view),
                        checkCost(view),
                        openAlerts(view));
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrometheusTextFormatWriter.create().write(out, snapshots);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GaugeSnapshot up(WatchView view) {
        return databases(
                "holdfast_database_up",
                "Whether the database lets in, reads and writes.",
                view,
                each -> each.isUp() ? 1 : 0);
    }

    private static GaugeSnapshot latency(WatchView view) {
        return databases(
                "holdfast_probe_seconds",
                "How long the newest small transaction took.",
                view,
                DatabaseView::latencySeconds);
    }

    private interface Value<T> {
        double of(T each);
    }

    private static GaugeSnapshot databases(
            String name, String help, WatchView view, Value<DatabaseView> value) {
        return gauge(
                name,
                help,
                points -> {
                    for (DatabaseView each : view.databases()) {
                        points.accept(point(value.of(each), DATABASE, each.database()));
                    }
                });
    }

    private static GaugeSnapshot standbyLag(WatchView view) {
        return standbys(
                "holdfast_standby_lag_seconds",
                "How far behind a standby shows writes.",
                view,
                Standby::lagSeconds);
    }

    private static GaugeSnapshot standbyLagBytes(WatchView view) {
        return standbys(
                "holdfast_standby_lag_bytes",
                "How much log a standby has not shown yet.",
                view,
                each -> (double) each.lagBytes());
    }

    private static GaugeSnapshot standbys(
            String name, String help, WatchView view, Value<Standby> value) {
        return gauge(
                name,
                help,
                points -> {
                    for (DatabaseView each : view.databases()) {
                        for (Standby standby : each.standbys()) {
                            points.accept(
                                    point(
                                            value.of(standby),
                                            DATABASE,
                                            each.database(),
                                            STANDBY,
                                            standby.name()));
                        }
                    }
                });
    }

    private static GaugeSnapshot checkState(WatchView view) {
        return checks(
                "holdfast_check_state",
                "How a check is: 0 ok, 1 unknown, 2 warning, 3 critical.",
                view.results(),
                each -> number(each.state()));
    }

    private static int number(Health state) {
        return switch (state) {
            case OK -> 0;
            case UNKNOWN -> 1;
            case WARNING -> 2;
            case CRITICAL -> 3;
        };
    }

    private static GaugeSnapshot checkValue(WatchView view) {
        return gauge(
                "holdfast_check_value",
                "What a check measured, in its unit.",
                points -> {
                    for (CheckResult each : view.results()) {
                        each.value()
                                .ifPresent(value ->
                                        points.accept(
                                                point(
                                                        value,
                                                        CHECK,
                                                        each.check(),
                                                        DATABASE,
                                                        each.database(),
                                                        "unit",
                                                        each.unit().word())));
                    }
                });
    }

    private static GaugeSnapshot checkCost(WatchView view) {
        return checks(
                "holdfast_check_cost_seconds",
                "How long the last run of a check took.",
                view.results(),
                CheckResult::seconds);
    }

    private static GaugeSnapshot checks(
            String name, String help, List<CheckResult> results, Value<CheckResult> value) {
        return gauge(
                name,
                help,
                points -> {
                    for (CheckResult each : results) {
                        points.accept(
                                point(
                                        value.of(each),
                                        CHECK,
                                        each.check(),
                                        DATABASE,
                                        each.database()));
                    }
                });
    }

    private static GaugeSnapshot openAlerts(WatchView view) {
        return gauge(
                "holdfast_alerts_open",
                "How many problems are open.",
                points -> {
                    for (Health state : List.of(Health.WARNING, Health.CRITICAL)) {
                        double count =
                                view.alerts().stream()
                                        .filter(each -> each.state() == state)
                                        .count();
                        points.accept(point(count, "state", state.word()));
                    }
                });
    }

    private static GaugeSnapshot gauge(
            String name, String help, Consumer<Consumer<GaugeDataPointSnapshot>> fill) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name).help(help);
        fill.accept(builder::dataPoint);
        return builder.build();
    }

    private static GaugeDataPointSnapshot point(double value, String... labels) {
        return GaugeDataPointSnapshot.builder().labels(Labels.of(labels)).value(value).build();
    }
}
