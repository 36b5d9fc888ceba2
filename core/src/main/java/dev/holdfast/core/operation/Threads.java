package dev.holdfast.core.operation;

import java.util.Collection;

/// Ends threads.
public final class Threads {
    private Threads() {}

    /// Interrupts `threads` and returns when the last one has ended, however often the caller is
    /// interrupted meanwhile; the caller's interrupt is kept.
    public static void stop(Collection<Thread> threads) {
        threads.forEach(Thread::interrupt);
        boolean interrupted = Thread.interrupted();
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
