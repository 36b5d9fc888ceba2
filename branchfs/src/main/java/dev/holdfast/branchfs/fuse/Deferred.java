package dev.holdfast.branchfs.fuse;

import dev.holdfast.branchfs.kernel.ErrnoException;
import dev.holdfast.branchfs.overlay.Health;
import dev.holdfast.branchfs.tree.LazyTree;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Requests that wait for the tree below. The kernel bounds how many there are: one for each
/// process, and some in the background.
final class Deferred implements AutoCloseable {
    /// So many may wait for a storage at a time; each holds a megabyte.
    private static final int THREADS = 32;

    private static final int IDLE_SECONDS = 5;

    private final Duration deadline;
    private final Health health;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor clock;
    private final Queue<Desk> desks = new ConcurrentLinkedQueue<>();

    Deferred(Duration deadline, Health health) {
        this.deadline = deadline;
        this.health = health;
        threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("branch-deferred-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("branch-late").factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /// What one worker needs.
    private record Desk(Reply reply, MemorySegment scratch) {
        Desk() {
            this(new Reply(), Arena.ofAuto().allocate(LazyTree.CHUNK_BYTES));
        }
    }

    interface Work {
        /// @return the length of what it has put into `reply`
        int run(Reply reply, MemorySegment scratch) throws IOException, InterruptedException;
    }

    /// Answers later; by the deadline at the latest, whether or not the work has ended.
    void run(Answer answer, Work work) {
        Future<?> late =
                clock.schedule(() -> giveUp(answer), deadline.toNanos(), TimeUnit.NANOSECONDS);
        threads.execute(() -> {
            work(answer, work);
            late.cancel(false);
        });
    }

    private void work(Answer answer, Work work) {
        Desk free = desks.poll();
        Desk desk = free == null ? new Desk() : free;
        try {
            answer(answer, work, desk);
        } catch (ErrnoException e) {
            health.breaks("an answer was not taken", e);
        } finally {
            desks.add(desk);
        }
    }

    private static void answer(Answer answer, Work work, Desk desk) throws ErrnoException {
        try {
            answer.give(desk.reply(), work.run(desk.reply(), desk.scratch()));
        } catch (IOException | RuntimeException e) {
            answer.fail(desk.reply(), e);
        } catch (InterruptedException e) {
            answer.fail(desk.reply(), e);
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp(Answer answer) {
        Desk desk = new Desk();
        try {
            answer.fail(desk.reply(), new IOException("no answer within " + deadline));
        } catch (ErrnoException e) {
            health.breaks("an answer was not taken", e);
        }
    }

    /// @return whether nobody works any more
    boolean end(Duration patience) throws InterruptedException {
        close();
        return threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)
                && clock.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        clock.shutdownNow();
    }
}
