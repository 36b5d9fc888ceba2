package dev.holdfast.practices.branch;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Runs what touches a mount that this very process serves: a virtual thread would hold its carrier
/// while it waits, and those are few.
final class PlatformThread {
    private PlatformThread() {}

    /// On the calling thread where that is one. An interrupt of the caller reaches the work, whose
    /// end is waited for.
    static <T> T call(Callable<T> work) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        if (!Thread.currentThread().isVirtual()) {
            task.run();
            return result(task);
        }
        Thread thread = Thread.ofPlatform().name("branch").start(task);
        while (true) {
            try {
                thread.join();
                return result(task);
            } catch (InterruptedException e) {
                thread.interrupt();
            }
        }
    }

    private static <T> T result(FutureTask<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
