package dev.holdfast.server.api;

import dev.holdfast.core.access.AccessToken;
import dev.holdfast.core.operation.Actor;
import dev.holdfast.core.operation.Event;
import dev.holdfast.core.operation.OperationListener;
import dev.holdfast.core.operation.OperationRunner;
import dev.holdfast.core.operation.OperationRunner.Observation;
import dev.holdfast.core.operation.Request;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins an operation for somebody, on a thread of its own, and waits only until it has begun. How
/// it ends stands with the operation; what is not kept there goes to its [Ending].
final class Starting<R> implements OperationListener {
    private static final Logger LOG = LoggerFactory.getLogger(Starting.class);
    private static final long PATIENCE_SECONDS = 30;

    private final OperationRunner operations;
    private final AccessToken who;
    private final Ending<R> ending;
    private final CompletableFuture<String> begun = new CompletableFuture<>();
    private volatile Thread worker = Thread.currentThread();

    /// What becomes of the result, beside what is kept of it. Called on the operation's own thread.
    interface Ending<R> {
        void done(String operation, R result);

        /// It failed, was cancelled, or never began.
        void failed();
    }

    private Starting(OperationRunner operations, AccessToken who, Ending<R> ending) {
        this.operations = operations;
        this.who = who;
        this.ending = ending;
    }

    /// The id of the operation; or throws why it was refused.
    static <R> String begin(Call call, Request<R> request, Ending<R> ending)
            throws InterruptedException {
        return new Starting<>(call.workshop().operations(), call.caller().token(), ending)
                .begin(request);
    }

    static String begin(Call call, Request<?> request) throws InterruptedException {
        return begin(call, request, new Nothing<>());
    }

    private static final class Nothing<R> implements Ending<R> {
        @Override
        public void done(String operation, R result) {}

        @Override
        public void failed() {}
    }

    private String begin(Request<R> request) throws InterruptedException {
        worker =
                Thread.ofVirtual()
                        .name(request.kind())
                        .unstarted(() -> Actor.runAs(who.name(), () -> run(request)));
        worker.start();
        try {
            return begun.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new HoldfastException(
                    ProblemCode.SERVER_BUSY,
                    request.kind() + " of " + request.subject() + " has not begun yet",
                    "see whether it does: holdfast operation list",
                    e);
        }
    }

    /// Events are told on the thread that does the work, so nobody else's start is taken for this.
    @Override
    public void on(Event event) {
        if (event instanceof Event.Started started && Thread.currentThread().equals(worker)) {
            begun.complete(started.operation());
        }
    }

    private void run(Request<R> request) {
        boolean done = false;
        try (Observation _ = operations.observe(this)) {
            R result = operations.run(request);
            ending.done(begun.join(), result);
            done = true;
        } catch (HoldfastException e) {
            begun.completeExceptionally(e); // without effect once it has begun
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{} {}", request.kind(), request.subject(), e);
            begun.completeExceptionally(e);
        } finally {
            if (!done) {
                ending.failed();
            }
        }
    }
}
