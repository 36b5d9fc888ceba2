package dev.holdfast.vault;

import dev.holdfast.core.operation.Threads;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.SealedObject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Sends objects to one storage, on threads of its own. From the first failure on nothing more is
/// sent; what is still handed in is let go of at once, so that a failed storage holds up nobody.
final class CopyUpload implements AutoCloseable {
    private static final int THREADS = 2;

    private final Vault copy;
    private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    private final List<Thread> threads;
    private final LongAdder bytes = new LongAdder();
    private volatile @Nullable HoldfastException failure;
    private int pending;

    /// @param released called once the object's buffer is not needed here any more
    record Task(SealedObject object, Runnable released) {}

    CopyUpload(Vault copy) {
        this.copy = copy;
        this.threads =
                IntStream.range(0, THREADS)
                        .mapToObj(i ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .name("upload-" + copy.storage().name() + "-" + i)
                                        .start(this::run))
                        .toList();
    }

    Vault copy() {
        return copy;
    }

    synchronized void submit(Task task) {
        pending++;
        queue.add(task);
    }

    /// Waits until everything handed in was sent or let go of.
    synchronized void awaitIdle() throws InterruptedException {
        while (pending > 0) {
            wait();
        }
    }

    Optional<HoldfastException> failure() {
        return Optional.ofNullable(failure);
    }

    long bytes() {
        return bytes.sum();
    }

    /// Does `action` unless this storage failed; when it fails, so has the storage.
    void attempt(Runnable action) {
        if (failure != null) {
            return;
        }
        try {
            action.run();
        } catch (HoldfastException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            // an error too: with a thread that died of it, whoever waits would wait for ever
            fail(unexpected(e));
        }
    }

    void send(SealedObject object) {
        ByteBuffer content = ByteBuffer.wrap(object.buffer(), 0, object.length());
        try {
            copy.storage().create(object.key(), Content.of(content));
            bytes.add(object.length());
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.OBJECT_EXISTS) || !object.key().startsWith(ObjectKeys.LISTS)) {
                throw e;
            }
            checkList(object.key());
        }
    }

    /// A list is named after its content: somebody else, or a run that was killed, wrote the same.
    private void checkList(String key) {
        try (FrameCodec codec = copy.objects().codec()) {
            ListObject.content(copy.objects(), codec, key, key.substring(key.lastIndexOf('/') + 1));
        }
    }

    private void run() {
        try {
            while (true) {
                Task task = queue.take();
                attempt(() -> send(task.object()));
                task.released().run();
                finished();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: the thread ends
        }
    }

    private synchronized void finished() {
        pending--;
        notifyAll();
    }

    private synchronized void fail(HoldfastException e) {
        if (failure == null) {
            failure = e;
        }
    }

    private HoldfastException unexpected(Throwable e) {
        return new HoldfastException(
                new Problem(
                        ProblemCode.BUG,
                        "storage '%s' failed in a way it should not: %s"
                                .formatted(copy.storage().name(), e),
                        "report this with the log"),
                e);
    }

    @Override
    public void close() {
        Threads.stop(threads);
    }
}
