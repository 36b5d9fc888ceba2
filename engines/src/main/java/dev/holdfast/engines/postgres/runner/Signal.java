package dev.holdfast.engines.postgres.runner;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What PostgreSQL's postmaster is told by signals (manual, "Shutting Down the Server").
enum Signal {
    /// Fast shutdown: sessions end, a checkpoint is written.
    INT,
    /// Immediate shutdown: recovery at the next start.
    QUIT,
    KILL;

    void send(ProcessHandle process) {
        if (this == KILL) {
            process.destroyForcibly();
        } else {
            Shell.run(List.of("kill", "-" + name(), Long.toString(process.pid())));
        }
    }

    /// Waits for the end of `process`; false when it has not ended after `limit`. An interrupt does
    /// not shorten the wait, which is bounded; it is kept for the caller.
    static boolean awaitExit(ProcessHandle process, Duration limit) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    process.onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (TimeoutException e) {
                    return false;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("process " + process.pid(), e);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
