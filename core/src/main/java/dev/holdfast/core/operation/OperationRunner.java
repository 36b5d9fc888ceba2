package dev.holdfast.core.operation;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.OperationStore;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Runs requests on the calling thread, each as a persisted operation: one at a time of a kind and
/// subject, with steps, a heartbeat every two seconds, cancel from any process, and its start and
/// end in the journal.
public final class OperationRunner implements Operations {

    /// @param random for the ids of operations
    public OperationRunner(
            OperationStore store, Journal journal, InstantSource clock, SecureRandom random) {}

    /// Lets `handler` carry out requests of `type`. Register everything before the first run.
    public <Q extends Request<R>, R> void register(Class<Q> type, Handler<Q, R> handler) {}

    /// Tells `listener` of every event from now on, until the result is closed.
    public Observation observe(OperationListener listener) {
        return () -> {};
    }

    @Override
    public <R> R run(Request<R> request) throws InterruptedException {
        throw new UnsupportedOperationException("not there yet");
    }

    /// Ends the observation.
    public interface Observation extends AutoCloseable {
        @Override
        void close();
    }
}
