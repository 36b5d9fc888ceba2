package dev.holdfast.practices.branch;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Flushes files to disk while others are still being written, so that the disk does not wait for
/// the processor and then the processor for the disk. Many at once, since the file system joins
/// them. Safe for many threads.
final class Flushers implements AutoCloseable {
    private static final int THREADS = 16;

    /// Also a bound for open files.
    private static final int MOST_WAITING = 256;

    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    /// Flushes what was written of `file` so far, some time before [#finish] returns.
    ///
    /// @param complete nothing more is written to it: it is closed too
    /// @throws IOException when an earlier one failed
    void submit(OpenFile file, boolean complete) throws IOException, InterruptedException {
        requireWell();
        room.acquire();
        pool.execute(() -> flush(file, complete));
    }

    /// Returns when all is on the disk.
    void finish() throws IOException, InterruptedException {
        room.acquire(MOST_WAITING);
        room.release(MOST_WAITING);
        requireWell();
    }

    private void flush(OpenFile file, boolean complete) {
        try {
            file.flush();
            if (complete) {
                file.close();
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } finally {
            room.release();
        }
    }

    private void requireWell() throws IOException {
        IOException first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        pool.close();
    }
}
