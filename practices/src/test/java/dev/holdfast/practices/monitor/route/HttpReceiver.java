package dev.holdfast.practices.monitor.route;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A real HTTP server on loopback that keeps what it gets and answers what the test says.
final class HttpReceiver implements AutoCloseable {
    private final HttpServer server;
    final List<Got> got = new CopyOnWriteArrayList<>();
    volatile int status = 200;

    record Got(String method, String signature, String body) {}

    HttpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext(
                "/",
                exchange -> {
                    String signature =
                            String.valueOf(
                                    exchange.getRequestHeaders().getFirst("Holdfast-Signature"));
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    got.add(
                            new Got(
                                    exchange.getRequestMethod(),
                                    signature,
                                    new String(body, StandardCharsets.UTF_8)));
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/in/secret-path";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
