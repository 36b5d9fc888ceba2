package dev.holdfast.core.operation;

import dev.holdfast.core.operation.OperationRunner.Surroundings;
import dev.holdfast.core.problem.HoldfastException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Shows on a thread of its own that an operation lives, and hears when its end is wanted.
final class Heartbeat implements AutoCloseable {
    static final Duration PERIOD = Duration.ofSeconds(2);

    private final Surroundings surroundings;
    private final String operation;
    private final OperationProgress progress;
    private final Runnable cancel;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private boolean failing;

    Heartbeat(
            Surroundings surroundings,
            String operation,
            OperationProgress progress,
            Runnable cancel) {
        this.surroundings = surroundings;
        this.operation = operation;
        this.progress = progress;
        this.cancel = cancel;
        // a platform thread: SQLite would pin a virtual one's carrier
        this.thread =
                Thread.ofPlatform().daemon().name("heartbeat-" + operation).unstarted(this::beat);
    }

    void start() {
        thread.start();
    }

    private void beat() {
        try {
            while (!stop.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                beatOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts it; if somebody does, it ends
        }
    }

    private void beatOnce() {
        try {
            if (surroundings
                    .store()
                    .heartbeat(operation, surroundings.clock().instant(), progress.records())) {
                cancel.run();
            }
            failing = false;
        } catch (HoldfastException e) {
            // the work goes on: a full disk here is no reason to give up a backup
            if (!failing) {
                progress.note("progress cannot be recorded: " + e.problem().message());
            }
            failing = true;
        }
    }

    /// Returns when the thread has ended, so that no beat follows the operation's end.
    @Override
    public void close() {
        stop.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
