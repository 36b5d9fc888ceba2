package dev.holdfast.engines.postgres.health;

import dev.holdfast.engines.postgres.connect.Session;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the data of a server lies that runs on this machine.
final class LocalData {
    private static final String PLACE =
            "SELECT setting FROM pg_settings WHERE name = 'data_directory'";

    private LocalData() {}

    /// Empty unless this very server's directory is seen here.
    static Optional<Path> directory(Session session) {
        if (!isLocal(session.host().host())) {
            return Optional.empty();
        }
        return session.first("asking where it lies", PLACE, row -> Path.of(row.getString(1)))
                .filter(path -> Files.isDirectory(path.resolve("pg_wal")));
    }

    private static boolean isLocal(String host) {
        try {
            return host.startsWith("/") || InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
