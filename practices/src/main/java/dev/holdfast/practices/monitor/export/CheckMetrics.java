package dev.holdfast.practices.monitor.export;

import static dev.holdfast.practices.monitor.export.Gauges.gauge;
import static dev.holdfast.practices.monitor.export.Gauges.point;

import dev.holdfast.core.health.Health;
import dev.holdfast.practices.monitor.check.CheckResult;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What the newest run of each check said.
final class CheckMetrics {
    private static final String DATABASE = "database";
    private static final String CHECK = "check";

    private CheckMetrics() {}

    static List<MetricSnapshot> of(List<CheckResult> results) {
        return List.of(
                checks(
                        "holdfast_check_state",
                        "How a check is: 0 ok, 1 unknown, 2 warning, 3 critical.",
                        results,
                        each -> number(each.state())),
                value(results),
                checks(
                        "holdfast_check_duration_seconds",
                        "How long the newest run of a check took.",
                        results,
                        CheckResult::seconds));
    }

    private static int number(Health state) {
        return switch (state) {
            case OK -> 0;
            case UNKNOWN -> 1;
            case WARNING -> 2;
            case CRITICAL -> 3;
        };
    }

    private static MetricSnapshot value(List<CheckResult> results) {
        return gauge(
                "holdfast_check_value",
                "What a check measured, in the unit that its label says.",
                results.stream()
                        .flatMap(each ->
                                each.value().stream()
                                        .map(value ->
                                                point(
                                                        value,
                                                        CHECK,
                                                        each.check(),
                                                        DATABASE,
                                                        each.database(),
                                                        "unit",
                                                        each.unit().word()))));
    }

    private static MetricSnapshot checks(
            String name,
            String help,
            List<CheckResult> results,
            ToDoubleFunction<CheckResult> value) {
        return gauge(
                name,
                help,
                results.stream()
                        .map(each ->
                                point(
                                        value.applyAsDouble(each),
                                        CHECK,
                                        each.check(),
                                        DATABASE,
                                        each.database())));
    }
}
