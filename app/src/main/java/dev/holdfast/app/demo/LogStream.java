package dev.holdfast.app.demo;

import dev.holdfast.core.operation.Operations;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.practices.backup.StreamWal;
import org.jspecify.annotations.Nullable;

/// `wal stream` beside the tour, on a thread of its own. Closing ends it as Ctrl-C does, once
/// everything is stored.
final class LogStream implements AutoCloseable {
    private final Thread thread;
    private volatile @Nullable HoldfastException failure;

    private LogStream(Operations operations) {
        this.thread = Thread.ofPlatform().name("demo-stream").unstarted(() -> stream(operations));
    }

    static LogStream start(Operations operations) {
        LogStream stream = new LogStream(operations);
        stream.thread.start();
        return stream;
    }

    private void stream(Operations operations) {
        try {
            operations.run(new StreamWal(Stage.DEPLOYMENT));
        } catch (HoldfastException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Fails the tour when it ended by itself.
    void mustRun() {
        HoldfastException broken = failure;
        if (broken != null) {
            throw Deviation.of(
                    "the log is not streamed: " + broken.problem().message(),
                    broken.problem().hint(),
                    broken);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
