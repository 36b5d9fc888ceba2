package dev.holdfast.cli.progress;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/// Turns Ctrl-C into an interrupt of the working thread, so that it tidies up; a second Ctrl-C ends
/// the process at once. `TERM` and `HUP`, which begin the JVM's shutdown, interrupt it too and wait
/// until it is done.
public final class Interruption implements AutoCloseable {
    /// How long a shutdown waits for the work to tidy up.
    private static final long TIDY_SECONDS = 60;

    private static final int CANCELLED = 130;

    private final Thread worker;
    private final CountDownLatch tidied = new CountDownLatch(1);
    private final AtomicInteger presses = new AtomicInteger();
    private final Object previous;
    private final Thread shutdown;

    private Interruption(Thread worker, PrintStream err) {
        this.worker = worker;
        this.previous = Signals.register("INT", () -> pressed(err));
        this.shutdown = new Thread(this::tidyBeforeShutdown, "holdfast-shutdown");
        Runtime.getRuntime().addShutdownHook(shutdown);
    }

    /// Watches over the calling thread until closed.
    public static Interruption ofThisThread(PrintStream err) {
        return new Interruption(Thread.currentThread(), err);
    }

    private void pressed(PrintStream err) {
        if (presses.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(CANCELLED);
        }
        err.print("\ncancelling; press Ctrl-C again to end at once\n");
        err.flush();
        worker.interrupt();
    }

    private void tidyBeforeShutdown() {
        worker.interrupt();
        try {
            if (!tidied.await(TIDY_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        tidied.countDown();
        Signals.unregister("INT", previous);
        try {
            Runtime.getRuntime().removeShutdownHook(shutdown);
        } catch (IllegalStateException alreadyShuttingDown) {
            // then the hook itself is what waited for this call
            return;
        }
    }
}
