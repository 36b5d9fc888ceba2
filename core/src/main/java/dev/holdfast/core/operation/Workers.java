package dev.holdfast.core.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Shares items out to a fixed number of threads, each with a worker of its own. The first failure
/// stops the others and is thrown; an interrupt of the caller stops all. When [#run] returns or
/// throws, no thread is left.
public final class Workers<T> {

    /// What one thread works with, such as a connection and its buffers.
    public interface Worker<T> extends AutoCloseable {
        void work(T item) throws InterruptedException;

        @Override
        void close();
    }

    private final Queue<T> items;
    private final Supplier<? extends Worker<T>> workers;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();

    private Workers(Collection<T> items, Supplier<? extends Worker<T>> workers) {
        this.items = new ConcurrentLinkedQueue<>(items);
        this.workers = workers;
    }

    /// As [#run], on virtual threads: there an interrupt ends a call that waits for a socket, such
    /// as a database driver's, which on a platform thread would wait for its answer.
    public static <T> void runOnVirtualThreads(
            String name, int count, Collection<T> items, Supplier<? extends Worker<T>> workers)
            throws InterruptedException {
        new Workers<T>(items, workers).run(Thread.ofVirtual().name(name + "-", 0), count);
    }

    /// Works all `items` off, in order as far as `count` threads at once allow.
    public static <T> void run(
            String name, int count, Collection<T> items, Supplier<? extends Worker<T>> workers)
            throws InterruptedException {
        new Workers<T>(items, workers).run(Thread.ofPlatform().name(name + "-", 0), count);
    }

    private void run(Thread.Builder builder, int most) throws InterruptedException {
        int count = Math.min(most, Math.max(1, items.size()));
        for (int i = 0; i < count; i++) {
            threads.add(builder.unstarted(this::workOff));
        }
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            stopAll();
            throw e;
        }
        rethrow();
    }

    private void workOff() {
        try (Worker<T> worker = workers.get()) {
            T item;
            while (failure.get() == null && (item = items.poll()) != null) {
                worker.work(item);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        if (failure.compareAndSet(null, e)) {
            threads.stream()
                    .filter(thread -> !thread.equals(Thread.currentThread()))
                    .forEach(Thread::interrupt);
        }
    }

    private void stopAll() {
        items.clear();
        Threads.stop(threads);
    }

    private void rethrow() throws InterruptedException {
        switch (failure.get()) {
            case null -> {}
            case InterruptedException e -> throw cleared(e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /// Threads that have ended are joined without a look at the caller's interrupt, which would
    /// then outlive the exception that tells of it.
    private static InterruptedException cleared(InterruptedException e) {
        Thread.interrupted();
        return e;
    }
}
