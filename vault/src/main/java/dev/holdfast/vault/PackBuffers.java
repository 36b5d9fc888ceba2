package dev.holdfast.vault;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// The memory that packs are built in and wait in: one buffer for each lane, and two more for what
/// is being uploaded. When storages are slower than the server, lanes wait here.
final class PackBuffers {
    private static final int SPARE = 2;
    private static final int FIRST_BYTES = 1 << 20;

    private final Semaphore permits = new Semaphore(SPARE);
    private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

    void allowOneMore() {
        permits.release();
    }

    byte[] take() throws InterruptedException {
        permits.acquire();
        byte[] used = free.poll();
        return used != null ? used : new byte[FIRST_BYTES];
    }

    /// @param buffer the one that was taken, or the larger one that it has grown to
    void giveBack(byte[] buffer) {
        free.add(buffer);
        permits.release();
    }
}
