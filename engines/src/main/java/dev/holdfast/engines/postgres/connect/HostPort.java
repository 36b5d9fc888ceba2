package dev.holdfast.engines.postgres.connect;

/// Where a server listens.
public record HostPort(String host, int port) {

    static final int DEFAULT_PORT = 5432;

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
