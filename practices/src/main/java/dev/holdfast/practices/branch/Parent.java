package dev.holdfast.practices.branch;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// The process that started this one, as long as the branch is not open: it hears of the progress,
/// and when it goes away, the thread that opens the branch is interrupted.
public final class Parent implements Progress, AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(200);

    private final Consumer<String> out;
    private final Thread worker = Thread.currentThread();
    private final Thread listener;
    private final ScheduledExecutorService ticker;
    private LongAdder done = new LongAdder();
    private boolean opened;
    private boolean received;
    private boolean gone;

    /// Made on the thread that will open the branch.
    ///
    /// @param in what the parent says; ends with it
    /// @param out takes each line for it
    public Parent(BufferedReader in, Consumer<String> out) {
        this.out = out;
        this.listener =
                Thread.ofPlatform().daemon().name("parent-listener").start(() -> listen(in));
        this.ticker =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("parent-ticker").factory());
        Future<?> _ =
                ticker.scheduleWithFixedDelay(
                        this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void listen(BufferedReader in) {
        boolean confirmed = false;
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                confirmed |= line.equals(ServiceMessage.RECEIVED);
            }
        } catch (IOException e) {
            confirmed |= false; // as if it had ended
        }
        end(confirmed);
    }

    private synchronized void end(boolean confirmed) {
        received = confirmed;
        gone = true;
        notifyAll();
        if (!confirmed && !opened) {
            worker.interrupt();
        }
    }

    synchronized void tell(ServiceMessage message) {
        out.accept(message.line());
    }

    @Override
    public synchronized void step(String name) {
        tick();
        done = new LongAdder();
        tell(new ServiceMessage.Step(name));
    }

    @Override
    public void expect(long total, Unit unit) {
        tell(new ServiceMessage.Expect(total, unit));
    }

    @Override
    public synchronized LongAdder done() {
        return done;
    }

    @Override
    public void note(String line) {
        tell(new ServiceMessage.Note(line));
    }

    private synchronized void tick() {
        long more = done.sumThenReset();
        if (more > 0) {
            tell(new ServiceMessage.Done(more));
        }
    }

    /// Tells that the branch is open, and waits until the parent has its password.
    ///
    /// @throws HoldfastException `OPERATION_CANCELLED` when it went away instead
    synchronized void opened(BranchCard card, String password) throws InterruptedException {
        opened = true;
        tell(new ServiceMessage.Opened(card, password));
        while (!gone) {
            wait();
        }
        if (!received) {
            throw new HoldfastException(
                    ProblemCode.OPERATION_CANCELLED,
                    "whoever opened branch '%s' is gone".formatted(card.name()),
                    "open it again");
        }
        ticker.shutdownNow();
    }

    /// Whether it was told that the branch is open.
    synchronized boolean isTold() {
        return opened;
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        listener.interrupt();
    }
}
