package dev.holdfast.practices.monitor.route;

import dev.holdfast.core.estate.WebAddress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// Requests that are bounded in time, follow no redirects, and show no secret when they fail.
final class Http implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    /// `ALERT_UNDELIVERED` unless the answer is a success.
    void post(String route, WebAddress address, String json, Map<String, String> headers)
            throws InterruptedException {
        HttpRequest.Builder request = request(route, address);
        headers.forEach(request::header);
        send(
                route,
                address,
                request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build());
    }

    void get(String route, WebAddress address) throws InterruptedException {
        send(route, address, request(route, address).GET().build());
    }

    private static HttpRequest.Builder request(String route, WebAddress address) {
        try {
            return HttpRequest.newBuilder(URI.create(address.reveal()))
                    .timeout(ANSWER)
                    .header("User-Agent", "holdfast");
        } catch (IllegalArgumentException e) { // its message shows the address
            throw undelivered(route, address.shown() + " is no web address");
        }
    }

    private void send(String route, WebAddress address, HttpRequest request)
            throws InterruptedException {
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status < 200 || status > 299) {
                throw undelivered(route, address.shown() + " answered with status " + status);
            }
        } catch (IOException e) {
            String why = e.getClass().getSimpleName().replaceAll("Exception$", "");
            throw undelivered(route, address.shown() + " did not take it: " + why);
        }
    }

    static HoldfastException undelivered(String route, String why) {
        return new HoldfastException(
                ProblemCode.ALERT_UNDELIVERED,
                "route '" + route + "': " + why,
                "mend it, then: holdfast monitor alert-test " + route);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
