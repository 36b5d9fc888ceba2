package dev.holdfast.app.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Customers of the [Shop]: a few virtual threads of short transactions at a bounded rate. A server
/// that goes away only makes them wait and connect again. Safe for several threads.
public final class Traffic implements AutoCloseable {

    private static final int BUYERS = 4;
    private static final Duration RECONNECT = Duration.ofMillis(200);

    private final Connections connections;
    private final Duration pause;
    private final LongAdder committed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    private Traffic(Connections connections, int perSecond) {
        this.connections = connections;
        this.pause = Duration.ofSeconds(BUYERS).dividedBy(perSecond);
    }

    /// @param perSecond at most how many transactions in a second
    /// @param seed the same seed makes the same choices, though not at the same moments
    public static Traffic start(Connections connections, int perSecond, long seed) {
        Traffic traffic = new Traffic(connections, perSecond);
        for (int i = 0; i < BUYERS; i++) {
            Buyer buyer = new Buyer(seed * BUYERS + i);
            traffic.threads.add(
                    Thread.ofVirtual().name("buyer-" + i).start(() -> traffic.shop(buyer)));
        }
        return traffic;
    }

    /// Transactions whose commit was confirmed.
    public long committed() {
        return committed.sum();
    }

    /// Transactions that failed, mostly because the server was away.
    public long failed() {
        return failed.sum();
    }

    private void shop(Buyer buyer) {
        try (buyer) {
            long due = System.nanoTime();
            while (!stopped(Duration.ofNanos(due - System.nanoTime()))) {
                due = Math.max(due + pause.toNanos(), System.nanoTime() - pause.toNanos());
                if (buyer.buy(connections)) {
                    committed.increment();
                } else {
                    failed.increment();
                    if (stopped(RECONNECT)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopped(Duration wait) throws InterruptedException {
        return stop.await(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
    }

    /// Lets each transaction under way end, and returns when none is left.
    @Override
    public void close() {
        stop.countDown();
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= !joined(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean joined(Thread thread) {
        try {
            thread.join();
            return true;
        } catch (InterruptedException e) {
            thread.interrupt();
            return false;
        }
    }
}
