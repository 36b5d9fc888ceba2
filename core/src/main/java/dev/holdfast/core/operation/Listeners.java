package dev.holdfast.core.operation;

import dev.holdfast.core.operation.OperationRunner.Observation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whoever hears of events.
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<OperationListener> listeners = new CopyOnWriteArrayList<>();

    Observation add(OperationListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(Event event) {
        listeners.forEach(listener -> tell(listener, event));
    }

    private void tell(OperationListener listener, Event event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            // the work must not suffer from whoever shows it
            listeners.remove(listener);
            LOG.warn("a listener failed and hears no more", e);
        }
    }
}
