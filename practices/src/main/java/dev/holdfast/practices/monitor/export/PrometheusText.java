package dev.holdfast.practices.monitor.export;

import dev.holdfast.practices.monitor.watch.WatchView;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// The text that Prometheus scrapes. Alert rules and dashboards of other people rely on the names;
/// `dist/prometheus` and `dist/grafana` have ours. The names follow
/// https://prometheus.io/docs/practices/naming/.
public final class PrometheusText {
    /// What an HTTP answer says of it.
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private PrometheusText() {}

    /// @param version of Holdfast
    public static String of(WatchView view, String version) {
        List<MetricSnapshot> metrics =
                Stream.of(
                                List.of(Gauges.build(version)),
                                DatabaseMetrics.of(view.databases()),
                                CheckMetrics.of(view.results()),
                                List.of(AlertMetrics.open(view.alerts())))
                        .flatMap(List::stream)
                        .toList();
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrometheusTextFormatWriter.create().write(out, new MetricSnapshots(metrics));
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
