package dev.holdfast.core.operation;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.OperationStore;
import dev.holdfast.core.journal.OperationStore.Begun;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Runs requests on the calling thread, each as a persisted operation: one at a time of a kind and
/// subject, with steps, a heartbeat every two seconds, cancel from any process, and its start and
/// end in the journal.
///
/// An operation that was cancelled from outside ends with `OPERATION_CANCELLED` and the state
/// `cancelled`; one whose thread was interrupted ends with the same problem, the state
/// `interrupted`, and the thread's interrupt flag set.
public final class OperationRunner implements Operations {
    private static final int ID_ATTEMPTS = 9;

    private final Surroundings surroundings;
    private final SecureRandom random;
    private final Map<Class<?>, Handler<?, ?>> handlers = new ConcurrentHashMap<>();
    private final Set<RunningOperation> running = ConcurrentHashMap.newKeySet();
    private final CrashWatch crashes;

    /// What a running operation works with.
    record Surroundings(
            OperationStore store, Journal journal, InstantSource clock, Listeners listeners) {}

    /// @param random for the ids of operations
    public OperationRunner(
            OperationStore store, Journal journal, InstantSource clock, SecureRandom random) {
        this.surroundings = new Surroundings(store, journal, clock, new Listeners());
        this.random = random;
        this.crashes = new CrashWatch(store, journal, clock);
    }

    /// Lets `handler` carry out requests of `type`. Register everything before the first run.
    public <Q extends Request<R>, R> void register(Class<Q> type, Handler<Q, R> handler) {
        if (handlers.putIfAbsent(type, handler) != null) {
            throw new IllegalStateException("two handlers for " + type);
        }
    }

    /// Tells `listener` of every event from now on, until the result is closed.
    public Observation observe(OperationListener listener) {
        return surroundings.listeners().add(listener);
    }

    @Override
    public <R> R run(Request<R> request) throws InterruptedException {
        Handler<Request<R>, R> handler = handlerOf(request);
        crashes.sweep();
        OperationRecord begun = begin(request);
        RunningOperation operation = new RunningOperation(surroundings, begun);
        running.add(operation);
        try {
            return operation.carryOut(progress -> handler.run(request, progress));
        } finally {
            running.remove(operation);
        }
    }

    /// Interrupts every running operation, and waits at most `patience` until all have ended: for a
    /// process that is told to end.
    public void stop(Duration patience) throws InterruptedException {
        Instant end = surroundings.clock().instant().plus(patience);
        List<RunningOperation> stopped = List.copyOf(running);
        stopped.forEach(RunningOperation::interrupt);
        for (RunningOperation operation : stopped) {
            operation.awaitEnd(Duration.between(surroundings.clock().instant(), end));
        }
    }

    @SuppressWarnings("unchecked") // register pairs them
    private <R> Handler<Request<R>, R> handlerOf(Request<R> request) {
        @Nullable Handler<?, ?> handler = handlers.get(request.getClass());
        if (handler == null) {
            throw new IllegalStateException("no handler for " + request.getClass());
        }
        return (Handler<Request<R>, R>) handler;
    }

    private OperationRecord begin(Request<?> request) {
        for (int attempt = 0; attempt < ID_ATTEMPTS; attempt++) {
            OperationRecord operation = recordOf(newId(attempt), request);
            switch (surroundings.store().begin(operation)) {
                case Begun.Accepted accepted -> {
                    return operation;
                }
                case Begun.Refused refused -> throw alreadyRunning(refused.running());
                case Begun.IdTaken taken -> {}
            }
        }
        throw new IllegalStateException("no free id in " + ID_ATTEMPTS + " attempts");
    }

    /// Four hexadecimal digits, more when those are mostly taken.
    private String newId(int attempt) {
        int digits = 4 + attempt / 3;
        return "%06x".formatted(random.nextInt(1 << (4 * digits))).substring(6 - digits);
    }

    private OperationRecord recordOf(String id, Request<?> request) {
        Instant now = surroundings.clock().instant();
        return new OperationRecord(
                id,
                request.kind(),
                request.subject(),
                RequestJson.of(request),
                OperationState.RUNNING,
                Actor.current(),
                Processes.current(),
                now,
                now,
                Optional.empty(),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static HoldfastException alreadyRunning(OperationRecord operation) {
        return new HoldfastException(
                ProblemCode.OPERATION_RUNNING,
                operation.kind() + " of " + operation.subject() + " is already running",
                "wait for operation "
                        + operation.id()
                        + ", or: holdfast operation cancel "
                        + operation.id());
    }

    /// Ends with its close.
    public interface Observation extends AutoCloseable {
        @Override
        void close();
    }
}
