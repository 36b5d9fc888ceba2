package dev.holdfast.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port on the loopback interface that nobody listens on at the moment.
final class FreePort {

    private FreePort() {}

    static int number() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
