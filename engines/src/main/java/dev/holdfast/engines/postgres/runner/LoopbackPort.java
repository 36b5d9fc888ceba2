package dev.holdfast.engines.postgres.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port of the loopback interface that nobody uses now.
final class LoopbackPort {

    static final String HOST = "127.0.0.1";

    private LoopbackPort() {}

    static int free() {
        try (ServerSocket socket =
                new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
