package dev.holdfast.branchfs.overlay;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Interrupts reads of the tree below that take too long: a process that waits for one cannot be
/// killed.
final class Deadline implements AutoCloseable {
    private final Duration limit;
    private final ScheduledThreadPoolExecutor clock;

    Deadline(Duration limit) {
        this.limit = limit;
        clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("branch-deadline").factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    interface Work {
        void run() throws IOException, InterruptedException;
    }

    void run(Work work) throws IOException, InterruptedException {
        Alarm alarm = new Alarm(Thread.currentThread());
        Future<?> timer = clock.schedule(alarm::ring, limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            work.run();
        } catch (IOException | RuntimeException | InterruptedException e) {
            if (alarm.end()) {
                throw new IOException("no answer within " + limit.toSeconds() + " s", e);
            }
            throw e;
        } finally {
            timer.cancel(false);
            alarm.end();
        }
    }

    /// Never interrupts a thread whose work has ended.
    private static final class Alarm {
        private final Thread worker;
        private boolean rang;
        private boolean over;

        Alarm(Thread worker) {
            this.worker = worker;
        }

        synchronized void ring() {
            if (!over) {
                rang = true;
                worker.interrupt();
            }
        }

        /// Takes the interrupt back.
        ///
        /// @return whether there was one
        synchronized boolean end() {
            if (!over && rang) {
                Thread.interrupted();
            }
            over = true;
            return rang;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
