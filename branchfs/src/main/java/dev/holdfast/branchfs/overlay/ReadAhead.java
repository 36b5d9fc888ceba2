package dev.holdfast.branchfs.overlay;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Fetches what sequential readers will want next. Best effort: when there is too much to do, or a
/// fetch fails, the reader fetches by itself.
final class ReadAhead implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int QUEUE = 256;
    private static final int IDLE_SECONDS = 5;

    private final ThreadPoolExecutor threads;

    ReadAhead() {
        // platform threads: virtual ones need carriers, and who waits for the mount may hold them
        threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(QUEUE),
                        Thread.ofPlatform().daemon().name("branch-ahead-", 0).factory(),
                        new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
    }

    /// @param end behind the last chunk that there is
    void fetch(FileContent file, Sequence.Range chunks, int end) {
        for (int i = chunks.from(); i < Math.min(chunks.to(), end); i++) {
            int chunk = i;
            if (!file.isHere(chunk)) {
                threads.execute(() -> fetch(file, chunk));
            }
        }
    }

    private static void fetch(FileContent file, int chunk) {
        try (Arena arena = Arena.ofConfined()) {
            file.hydrate(chunk, arena.allocate(Chunk.BYTES));
        } catch (IOException e) {
            return; // health has it, and the reader will be told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
