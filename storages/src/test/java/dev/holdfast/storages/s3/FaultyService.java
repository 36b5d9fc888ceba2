package dev.holdfast.storages.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.core.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A small S3 service on loopback that can be told to misbehave. It checks no signature.
final class FaultyService implements AutoCloseable {
    static final String BUCKET = "acme";
    private static final int PAGE = 3;
    private static final int RANGE_PREFIX = "bytes=".length();

    final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    /// Answers to give instead, to the requests that they are for.
    final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();

    final CountDownLatch stalled = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);

    volatile boolean bucketIsThere = true;
    volatile boolean overwrites;
    volatile boolean keepsVersions;
    volatile boolean forbidsDeletion;
    volatile boolean stalls;
    volatile boolean repeatsItsPages;
    final AtomicInteger losesAnswersToWrites = new AtomicInteger();
    final AtomicInteger cutsBodies = new AtomicInteger();
    volatile int keepsBytes = Integer.MAX_VALUE;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @param code as in the protocol's list of errors
    record Refusal(Predicate<HttpExchange> to, int status, String code) {
        static Refusal of(String method, int status, String code) {
            return new Refusal(each -> each.getRequestMethod().equals(method), status, code);
        }
    }

    FaultyService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    S3Settings settings(S3Settings.Writing writing, Optional<String> owner) {
        return new S3Settings(
                new S3Settings.Bucket(
                        BUCKET,
                        "us-east-1",
                        Optional.of(
                                URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                        "vault/",
                        true,
                        Optional.empty(),
                        owner),
                writing,
                Optional.of(
                        new S3Settings.Credentials(
                                new Secret.Held("the-id"), new Secret.Held("the-secret"))));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = content(exchange);
            Optional<Refusal> refusal =
                    refusals.stream().filter(each -> each.to().test(exchange)).findFirst();
            if (stalls) {
                stalled.countDown();
                release.await();
            } else if (refusal.isPresent()) {
                refusals.remove(refusal.get());
                refuse(exchange, refusal.get().status(), refusal.get().code());
            } else if (!bucketIsThere) {
                refuse(exchange, 404, "NoSuchBucket");
            } else if (isOfSomebodyElse(exchange)) {
                refuse(exchange, 403, "AccessDenied");
            } else {
                serve(exchange, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOfSomebodyElse(HttpExchange exchange) {
        String expected = exchange.getRequestHeaders().getFirst("x-amz-expected-bucket-owner");
        return expected != null && !expected.equals("111111111111");
    }

    private void serve(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String key = path.substring(Math.min(path.length(), BUCKET.length() + 2));
        switch (exchange.getRequestMethod()) {
            case "PUT" -> put(exchange, key, body);
            case "DELETE" -> delete(exchange, key);
            case "HEAD" -> get(exchange, key);
            default -> {
                if (key.isEmpty()) {
                    list(exchange);
                } else {
                    get(exchange, key);
                }
            }
        }
    }

    private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
        boolean conditional = exchange.getRequestHeaders().containsKey("If-None-Match");
        byte[] kept = Arrays.copyOf(body, Math.min(body.length, keepsBytes));
        if (conditional && !overwrites) {
            if (objects.putIfAbsent(key, kept) != null) {
                refuse(exchange, 412, "PreconditionFailed");
                return;
            }
        } else {
            objects.put(key, kept);
        }
        if (losesAnswersToWrites.getAndDecrement() > 0) {
            return; // closed without a word
        }
        exchange.getResponseHeaders().add("ETag", tag(kept));
        if (keepsVersions) {
            exchange.getResponseHeaders().add("x-amz-version-id", "v1");
        }
        exchange.sendResponseHeaders(200, -1);
    }

    private void delete(HttpExchange exchange, String key) throws IOException {
        boolean version = String.valueOf(exchange.getRequestURI().getQuery()).contains("versionId");
        if (forbidsDeletion || (keepsVersions && version)) {
            refuse(exchange, 403, "AccessDenied");
            return;
        }
        objects.remove(key);
        exchange.sendResponseHeaders(204, -1);
    }

    private void get(HttpExchange exchange, String key) throws IOException {
        byte[] bytes = key.isEmpty() ? new byte[0] : objects.get(key);
        if (bytes == null) {
            refuse(exchange, 404, "NoSuchKey");
            return;
        }
        exchange.getResponseHeaders().add("ETag", tag(bytes));
        exchange.getResponseHeaders().add("Last-Modified", "Sun, 22 Nov 2026 10:00:00 GMT");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", "" + bytes.length);
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            send(exchange, 200, bytes);
            return;
        }
        String[] ends = range.substring(RANGE_PREFIX).split("-", 2);
        int from = Integer.parseInt(ends[0]);
        int to = Math.min(Integer.parseInt(ends[1]), bytes.length - 1);
        if (from > to) {
            refuse(exchange, 416, "InvalidRange");
            return;
        }
        exchange.getResponseHeaders()
                .add("Content-Range", "bytes %d-%d/%d".formatted(from, to, bytes.length));
        send(exchange, 206, Arrays.copyOfRange(bytes, from, to + 1));
    }

    private void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        int length = bytes.length;
        if (cutsBodies.getAndDecrement() > 0) {
            length /= 2;
        }
        if (length > 0) {
            exchange.getResponseBody().write(bytes, 0, length);
            exchange.getResponseBody().flush();
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        String prefix = query(exchange, "prefix").orElse("");
        String after = repeatsItsPages ? "" : query(exchange, "continuation-token").orElse("");
        List<String> keys =
                objects.navigableKeySet().tailSet(after, false).stream()
                        .filter(each -> each.startsWith(prefix))
                        .limit(PAGE + 1)
                        .toList();
        boolean more = keys.size() > PAGE;
        List<String> page = more ? keys.subList(0, PAGE) : keys;
        StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>" + more);
        xml.append("</IsTruncated>");
        if (more) {
            xml.append("<NextContinuationToken>").append(page.getLast());
            xml.append("</NextContinuationToken>");
        }
        for (String key : page) {
            xml.append(
                    "<Contents><Key>%s</Key><Size>%d</Size><LastModified>%s</LastModified></Contents>"
                            .formatted(
                                    key,
                                    Objects.requireNonNull(objects.get(key)).length,
                                    Instant.parse("2026-11-22T10:00:00Z")));
        }
        xml.append("</ListBucketResult>");
        send(exchange, 200, xml.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> query(HttpExchange exchange, String name) {
        return Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
                .filter(each -> each.startsWith(name + "="))
                .map(each ->
                        URLDecoder.decode(
                                each.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst();
    }

    private void refuse(HttpExchange exchange, int status, String code) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        String xml = "<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code);
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String tag(byte[] bytes) {
        return "\"" + Arrays.hashCode(bytes) + "\"";
    }

    /// What was sent, out of the signed chunks that it comes in over plain HTTP.
    private static byte[] content(HttpExchange exchange) throws IOException {
        InputStream body = exchange.getRequestBody();
        String digest = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        if (digest == null || !digest.startsWith("STREAMING-")) {
            return body.readAllBytes();
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (true) {
            String line = line(body);
            int length = Integer.parseInt(line.split(";", 2)[0], 16);
            if (length == 0) {
                body.readAllBytes();
                return content.toByteArray();
            }
            content.write(body.readNBytes(length));
            line(body);
        }
    }

    private static String line(InputStream stream) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int value;
        while ((value = stream.read()) != '\n') {
            if (value < 0) {
                throw new IOException("the request ended early");
            }
            line.write(value);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    @Override
    public void close() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
