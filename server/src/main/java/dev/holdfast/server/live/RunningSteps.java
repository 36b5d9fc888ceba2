package dev.holdfast.server.live;

import dev.holdfast.core.operation.Event;
import dev.holdfast.core.operation.OperationListener;
import dev.holdfast.core.operation.ProgressView;
import dev.holdfast.core.operation.ProgressView.StepView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The counters of the operations that run in this very process, as they are now.
public final class RunningSteps implements OperationListener {
    private final Map<String, ProgressView> running = new ConcurrentHashMap<>();

    @Override
    public void on(Event event) {
        if (event instanceof Event.Started started) {
            running.put(started.operation(), started.progress());
        } else if (event instanceof Event.Finished finished) {
            running.remove(finished.operation());
        }
    }

    /// Empty for operations of other processes.
    public Optional<List<StepView>> of(String operation) {
        return Optional.ofNullable(running.get(operation)).map(ProgressView::steps);
    }
}
