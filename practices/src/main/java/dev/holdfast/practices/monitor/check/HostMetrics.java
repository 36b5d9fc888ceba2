package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.estate.MonitorPolicy.Source.Metric;
import dev.holdfast.core.estate.WebAddress;
import dev.holdfast.core.health.Examination;
import dev.holdfast.core.health.Examination.Read;
import dev.holdfast.core.health.Examination.Unjudged;
import dev.holdfast.core.health.Reading;
import dev.holdfast.core.problem.HoldfastException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What Prometheus endpoints say, each asked once in a round, bounded in time and size.
final class HostMetrics implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long LARGEST = 16 << 20;

    private final Map<WebAddress, Page> pages = new HashMap<>();
    private @Nullable HttpClient client;

    /// @param failure why there is no text; empty when there is
    private record Page(String text, String failure) {}

    Examination examine(Metric metric) {
        String shown = metric.from().shown();
        Page page = pages.computeIfAbsent(metric.from(), this::fetch);
        if (!page.failure().isEmpty()) {
            return new Unjudged(shown + " " + page.failure(), "curl -s " + shown);
        }
        List<Reading> readings = MetricText.readings(page.text(), metric.selector());
        return readings.isEmpty()
                ? new Unjudged(
                        shown + " has no such metric: " + metric.selector().name(),
                        "curl -s %s | grep %s".formatted(shown, metric.selector().name()))
                : new Read(readings);
    }

    private Page fetch(WebAddress address) {
        try {
            HttpResponse<String> answer =
                    client().sendAsync(
                                    HttpRequest.newBuilder(URI.create(address.reveal()))
                                            .timeout(PATIENCE)
                                            .header("Accept", "text/plain")
                                            .build(),
                                    BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST))
                            .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                            .get();
            return answer.statusCode() == 200
                    ? new Page(answer.body(), "")
                    : failed("answered with status " + answer.statusCode());
        } catch (ExecutionException e) {
            return failed(e.getCause() instanceof IOException ? "does not answer" : "is too slow");
        } catch (IllegalArgumentException e) { // its message shows the address
            return failed("is no web address");
        } catch (HoldfastException e) {
            return failed("is not known: " + e.problem().message());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("was not waited for");
        }
    }

    private static Page failed(String why) {
        return new Page("", why);
    }

    private HttpClient client() {
        HttpClient used = client;
        if (used == null) {
            used =
                    HttpClient.newBuilder()
                            .connectTimeout(PATIENCE)
                            .followRedirects(Redirect.NEVER)
                            .version(HttpClient.Version.HTTP_1_1)
                            .build();
            client = used;
        }
        return used;
    }

    @Override
    public void close() {
        if (client != null) {
            client.shutdownNow();
            client.close();
        }
    }
}
