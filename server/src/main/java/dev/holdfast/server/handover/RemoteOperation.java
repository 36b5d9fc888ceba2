package dev.holdfast.server.handover;

import dev.holdfast.core.operation.Event;
import dev.holdfast.core.operation.OperationListener;
import dev.holdfast.core.operation.ProgressView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An operation of the daemon, as the command's display sees it.
final class RemoteOperation implements ProgressView {
    private final OperationListener listener;
    private final List<String> notes = new ArrayList<>();
    private List<StepView> steps = List.of();
    private String id = "";

    RemoteOperation(OperationListener listener) {
        this.listener = listener;
    }

    /// Empty until it began.
    synchronized Optional<String> id() {
        return Optional.of(id).filter(known -> !known.isEmpty());
    }

    void hear(Message message) {
        remember(message);
        event(message).ifPresent(listener::on);
    }

    private synchronized void remember(Message message) {
        switch (message) {
            case Message.Started it -> id = it.operation();
            case Message.Steps it -> steps = List.copyOf(it.steps());
            case Message.Note it -> notes.add(it.line());
            default -> {}
        }
    }

    private Optional<Event> event(Message message) {
        return Optional.ofNullable(
                switch (message) {
                    case Message.Started it ->
                            new Event.Started(id, it.kind(), it.subject(), it.at(), this);
                    case Message.StepStarted it ->
                            new Event.StepStarted(id, it.index(), it.name(), it.at());
                    case Message.StepEnded it -> new Event.StepEnded(id, it.step(), it.completed());
                    case Message.Note it -> new Event.Note(id, it.line(), it.at());
                    case Message.CancelRequested it -> new Event.CancelRequested(id);
                    case Message.Finished it ->
                            new Event.Finished(
                                    id, it.state(), it.took(), it.problem(), it.concerns());
                    default -> null;
                });
    }

    @Override
    public synchronized List<StepView> steps() {
        return steps;
    }

    @Override
    public synchronized Optional<StepView> current() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    }

    @Override
    public synchronized List<String> notes() {
        return List.copyOf(notes);
    }
}
