package dev.holdfast.practices.monitor.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.core.estate.MetricSelector;
import dev.holdfast.core.estate.MonitorPolicy.Source.Metric;
import dev.holdfast.core.estate.WebAddress;
import dev.holdfast.core.health.Examination;
import dev.holdfast.core.health.Examination.Read;
import dev.holdfast.core.health.Examination.Unjudged;
import dev.holdfast.core.health.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a real endpoint, with lines as node_exporter 1.5 writes them.
final class HostMetricsTest {
    private static final String PAGE =
            """
            # HELP node_load1 1m load average.
            # TYPE node_load1 gauge
            node_load1 2.5
            node_load15 9
            node_filesystem_avail_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 1.5e+10
            node_filesystem_avail_bytes{device="/dev/sdb1",fstype="xfs",mountpoint="/data"} 2.5e+09 1700000000000
            node_md_disks{device="a \\"b\\" } c",state="failed"} 1
            node_hwmon_temp_celsius NaN
            """;

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer endpoint;

    @BeforeEach
    void serve() throws IOException {
        endpoint =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        endpoint.createContext(
                "/metrics",
                exchange -> {
                    asked.incrementAndGet();
                    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        endpoint.createContext(
                "/slow",
                exchange -> {
                    try {
                        ended.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.close();
                });
        endpoint.setExecutor(command -> Thread.ofVirtual().start(command));
        endpoint.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        endpoint.stop(0);
    }

    private Metric metric(String path, String selector) {
        String url = "http://127.0.0.1:%d%s".formatted(endpoint.getAddress().getPort(), path);
        return new Metric(new WebAddress.Plain(url), MetricSelector.read(selector).orElseThrow());
    }

    private static List<Reading> readings(Examination examination) {
        assertThat(examination).isInstanceOf(Read.class);
        return ((Read) examination).readings();
    }

    @Test
    void takesInWhatTheHostMeasures() {
        try (HostMetrics metrics = new HostMetrics()) {
            assertThat(readings(metrics.examine(metric("/metrics", "node_load1"))))
                    .singleElement()
                    .matches(each -> each.value() == 2.5 && each.object().isEmpty());
            assertThat(
                            readings(
                                    metrics.examine(
                                            metric(
                                                    "/metrics",
                                                    "node_filesystem_avail_bytes{mountpoint=\"/data\"}"))))
                    .singleElement()
                    .matches(each -> each.value() == 2.5e9 && each.object().contains("/dev/sdb1"));
            assertThat(readings(metrics.examine(metric("/metrics", "node_filesystem_avail_bytes"))))
                    .hasSize(2);
            assertThat(readings(metrics.examine(metric("/metrics", "node_md_disks"))))
                    .singleElement()
                    .matches(each -> each.object().equals("device a \"b\" } c, state failed"));
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void judgesNothingThatItDoesNotKnow() {
        try (HostMetrics metrics = new HostMetrics()) {
            assertThat(reason(metrics.examine(metric("/metrics", "node_load5"))))
                    .contains("no such metric: node_load5");
            assertThat(reason(metrics.examine(metric("/metrics", "node_hwmon_temp_celsius"))))
                    .contains("no such metric");
            assertThat(reason(metrics.examine(metric("/nowhere", "node_load1"))))
                    .contains("status 404");
            assertThat(reason(metrics.examine(metric("/slow", "node_load1"))))
                    .containsAnyOf("does not answer", "is too slow");
            Metric gone = metric("/metrics", "node_load1");
            stop();
            try (HostMetrics later = new HostMetrics()) {
                assertThat(reason(later.examine(gone))).contains("does not answer");
            }
        }
    }

    private static String reason(Examination examination) {
        assertThat(examination).isInstanceOf(Unjudged.class);
        return ((Unjudged) examination).reason();
    }
}
