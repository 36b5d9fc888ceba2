package dev.holdfast.server.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets only requests through whose Host header names this server. A page of another site can make
/// its own name point at 127.0.0.1, and a browser would then take that page and this server for one
/// site (DNS rebinding); but the header still says the other name.
final class HostCheck {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> names = new HashSet<>();

    HostCheck(Listening listening) {
        String host = listening.host();
        names.add(plain(host.contains(":") ? "[" + host + "]" : host));
        listening.names().forEach(name -> names.add(plain(name)));
        if (listening.isLoopback() || isEverywhere(host)) {
            names.addAll(LOOPBACK);
        }
    }

    private static boolean isEverywhere(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    boolean allows(@Nullable String header) {
        return header != null && names.contains(plain(withoutPort(header)));
    }

    private static String withoutPort(String header) {
        int colon = header.lastIndexOf(':');
        return colon > header.lastIndexOf(']') ? header.substring(0, colon) : header;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
