package dev.holdfast.storages.remote;

import dev.holdfast.core.operation.Threads;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Calls that wait for another machine, each on a virtual thread of its own: there an interrupt
/// closes the socket that is waited for, on whatever thread the caller is.
///
/// When a call returns or throws, its thread has ended: nothing sends from a buffer or fills one
/// after the caller has it back.
///
/// @param patience how long nothing may move
public record PatientCall(Duration patience) {

    /// @param progress a figure that changes as long as something moves
    public <T> T run(Callable<T> call, LongSupplier progress)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = Thread.ofVirtual().name("storage-call").start(task);
        try {
            return await(task, progress);
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        } finally {
            Threads.stop(List.of(thread));
        }
    }

    private <T> T await(FutureTask<T> task, LongSupplier progress)
            throws IOException, InterruptedException, ExecutionException {
        while (true) {
            long before = progress.getAsLong();
            try {
                return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (progress.getAsLong() == before) {
                    throw new SocketTimeoutException(
                            "nothing moved for " + patience.toSeconds() + " s");
                }
            }
        }
    }

    private static IOException rethrow(@Nullable Throwable failure) throws InterruptedException {
        return switch (failure) {
            case IOException e -> e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> new IOException(failure);
        };
    }
}
