package dev.holdfast.engines.postgres.runner;

import java.nio.file.Path;
import java.util.Map;

/// A process that starts a server and is killed.
final class AbandonedServer {

    private AbandonedServer() {}

    public static void main(String[] args) throws Exception {
        EmbeddedServer server = EmbeddedServer.start(18, Path.of(args[0]), Map.of());
        Runtime.getRuntime().halt(server.isRunning() ? 42 : 1);
    }
}
