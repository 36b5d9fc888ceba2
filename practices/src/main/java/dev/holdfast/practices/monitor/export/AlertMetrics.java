package dev.holdfast.practices.monitor.export;

import static dev.holdfast.practices.monitor.export.Gauges.gauge;
import static dev.holdfast.practices.monitor.export.Gauges.point;

import dev.holdfast.core.alert.Alert;
import dev.holdfast.core.health.Health;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.stream.Stream;

/// How many problems there are.
final class AlertMetrics {
    private AlertMetrics() {}

    static MetricSnapshot open(List<Alert> alerts) {
        return gauge(
                "holdfast_alerts_open",
                "How many problems are open.",
                Stream.of(Health.WARNING, Health.CRITICAL)
                        .map(state ->
                                point(
                                        (double)
                                                alerts.stream()
                                                        .filter(each -> each.state() == state)
                                                        .count(),
                                        "state",
                                        state.word())));
    }
}
