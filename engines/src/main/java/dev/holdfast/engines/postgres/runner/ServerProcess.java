package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One `postgres`, a child of this process, with its log beside the data directory. It ends when it
/// is told to, when this process ends, or, when this process was killed, at the hand of whoever
/// comes next ([ServerLease]).
final class ServerProcess {

    private static final Duration POLL = Duration.ofMillis(15);

    /// @param arguments after `-D DIRECTORY`
    record Launch(
            Binaries binaries, ServerUser user, Path directory, Path log, List<String> arguments) {}

    private final Launch launch;
    private final Process process;
    private final ServerLease lease;
    private final Thread atExit;

    private ServerProcess(Launch launch, Process process, ServerLease lease) {
        this.launch = launch;
        this.process = process;
        this.lease = lease;
        this.atExit = new Thread(() -> Shutdown.immediate(process.toHandle()));
    }

    static ServerProcess start(Launch launch) {
        ServerLease lease = ServerLease.take(launch.directory());
        try {
            launch.user().reach(launch.directory());
            ServerProcess server =
                    new ServerProcess(launch, PostgresCommand.server(launch).start(), lease);
            Runtime.getRuntime().addShutdownHook(server.atExit);
            return server;
        } catch (IOException e) {
            lease.release();
            throw new HoldfastException(
                    ProblemCode.SCRATCH_FAILED,
                    "postgres could not be started on " + launch.directory(),
                    "see whether this runs: " + launch.binaries().postgres() + " --version",
                    e);
        }
    }

    /// Waits until the server accepts connections.
    ///
    /// @throws HoldfastException `SCRATCH_FAILED` with the server's last words, when it ends or
    ///   takes longer than `limit`; it is stopped then
    void awaitReady(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!isReady()) {
                if (process.waitFor(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw failed("ended while it started");
                }
                if (System.nanoTime() - deadline > 0) {
                    throw failed("did not accept connections within " + limit.toSeconds() + " s");
                }
            }
        } catch (InterruptedException | RuntimeException e) {
            stopNow();
            throw e;
        }
    }

    private boolean isReady() {
        try {
            return PostmasterFile.of(launch.directory())
                    .filter(file -> file.pid() == process.pid())
                    .filter(PostmasterFile::acceptsConnections)
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private HoldfastException failed(String how) {
        return new HoldfastException(
                ProblemCode.SCRATCH_FAILED,
                "the server on " + launch.directory() + " " + how + ": " + log().lastWords(),
                "read its log: less " + launch.log());
    }

    ServerLog log() {
        return new ServerLog(launch.log());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Ends it with a checkpoint.
    void stop() {
        end(() -> Shutdown.fast(process.toHandle()));
    }

    /// Ends it without a checkpoint.
    void stopNow() {
        end(() -> Shutdown.immediate(process.toHandle()));
    }

    void kill() {
        end(() -> Shutdown.kill(process.toHandle()));
    }

    private void end(Runnable shutdown) {
        if (process.isAlive()) {
            shutdown.run();
        }
        lease.release();
        forget(atExit);
    }

    /// Takes back what was to be done when this process ends.
    static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // this process is ending already, and the hook does no harm to an ended server
        }
    }
}
