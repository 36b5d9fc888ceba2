package dev.holdfast.cli.progress;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/// Turns Ctrl-C, `TERM` and `HUP` into an interrupt of the working thread, so that it tidies up and
/// the process ends as cancelled; a second one ends the process at once.
public final class Interruption implements AutoCloseable {
    private static final int CANCELLED = 130;

    private final Thread worker;
    private final AtomicInteger signals = new AtomicInteger();
    private final List<Watched> watched;

    private record Watched(String signal, Object previous) {}

    private Interruption(Thread worker, PrintStream err) {
        this.worker = worker;
        this.watched =
                List.of(
                        watch("INT", "press Ctrl-C again to end at once", err),
                        watch("TERM", "a second signal ends it at once", err),
                        watch("HUP", "a second signal ends it at once", err));
    }

    /// Watches over the calling thread until closed.
    public static Interruption ofThisThread(PrintStream err) {
        return new Interruption(Thread.currentThread(), err);
    }

    private Watched watch(String signal, String advice, PrintStream err) {
        return new Watched(signal, Signals.register(signal, () -> received(advice, err)));
    }

    private void received(String advice, PrintStream err) {
        if (signals.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(CANCELLED);
        }
        err.print("\ncancelling; " + advice + "\n");
        err.flush();
        worker.interrupt();
    }

    @Override
    public void close() {
        watched.forEach(each -> Signals.unregister(each.signal(), each.previous()));
    }
}
