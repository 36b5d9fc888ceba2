package dev.holdfast.engines.postgres.runner;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Ends a server's process, harder and harder, in bounded time.
final class Shutdown {

    private static final Duration FAST = Duration.ofSeconds(20);
    private static final Duration IMMEDIATE = Duration.ofSeconds(8);
    private static final Duration KILLED = Duration.ofSeconds(10);

    private Shutdown() {}

    /// With a checkpoint, so that the next start needs no recovery.
    static void fast(ProcessHandle server) {
        Signal.INT.send(server);
        if (!Signal.awaitExit(server, FAST)) {
            immediate(server);
        }
    }

    /// Without a checkpoint.
    static void immediate(ProcessHandle server) {
        Signal.QUIT.send(server);
        if (!Signal.awaitExit(server, IMMEDIATE)) {
            kill(server);
        }
    }

    /// As a power failure would, all its processes at once.
    static void kill(ProcessHandle server) {
        List<ProcessHandle> backends = server.descendants().toList();
        Signal.KILL.send(server);
        backends.forEach(Signal.KILL::send);
        Signal.awaitExit(server, KILLED);
        // the JVM looks at what is not its child every 300 ms: begin with all of them at once
        List<CompletableFuture<ProcessHandle>> exits =
                backends.stream().map(ProcessHandle::onExit).toList();
        backends.forEach(backend -> Signal.awaitExit(backend, KILLED));
        exits.forEach(exit -> exit.cancel(false));
    }
}
