package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.operation.Threads;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Receives WAL on a thread of its own while files are read. Its failure fails the snapshot, as
/// soon as anybody asks.
final class WalReceipt implements AutoCloseable {
    private final LongAdder bytes = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    private WalReceipt(PhysicalSource source, PhysicalSource.WalSink sink) {
        thread = Thread.ofPlatform().name("wal").unstarted(() -> receive(source, sink));
    }

    static WalReceipt begin(PhysicalSource source, PhysicalSource.WalSink sink) {
        WalReceipt receipt = new WalReceipt(source, sink);
        receipt.thread.start();
        return receipt;
    }

    private void receive(PhysicalSource source, PhysicalSource.WalSink sink) {
        try {
            source.receiveWal(
                    (lsn, buffer, offset, length) -> forward(sink, lsn, buffer, offset, length));
        } catch (Throwable e) {
            failure.set(e);
        } finally {
            ended.countDown();
        }
    }

    private void forward(
            PhysicalSource.WalSink sink, Lsn lsn, byte[] buffer, int offset, int length)
            throws InterruptedException {
        sink.write(lsn, buffer, offset, length);
        bytes.add(length);
    }

    /// Waits until everything up to the stop has arrived.
    void await() throws InterruptedException {
        ended.await();
        requireWell();
    }

    /// Throws what ended the receipt, if anything did.
    void requireWell() {
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException("receiving WAL ended early", e);
        }
    }

    long bytes() {
        return bytes.sum();
    }

    @Override
    public void close() {
        Threads.stop(List.of(thread));
    }
}
