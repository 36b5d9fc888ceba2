package dev.holdfast.server.handover;

import dev.holdfast.core.operation.Event;
import dev.holdfast.core.operation.OperationListener;
import dev.holdfast.core.operation.ProgressView;
import dev.holdfast.core.operation.Request;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells a command how its operation goes: each event at once, the counters a few times a second.
final class Teller implements OperationListener, AutoCloseable {
    private static final long COUNTERS_EVERY_MS = 200;

    private final Line line;
    private final Request<?> request;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable String operation;

    Teller(Line line, Request<?> request) {
        this.line = line;
        this.request = request;
    }

    /// Of one kind and subject one operation runs at a time, so the first that starts is it.
    @Override
    public void on(Event event) {
        if (event instanceof Event.Started started && operation == null && isMine(started)) {
            operation = started.operation();
            line.send(
                    new Message.Started(
                            started.operation(), started.kind(), started.subject(), started.at()));
            Thread.ofVirtual().name("counters").start(() -> tellCounters(started.progress()));
        } else if (event.operation().equals(operation)) {
            tell(event);
        }
    }

    private boolean isMine(Event.Started started) {
        return started.kind().equals(request.kind()) && started.subject().equals(request.subject());
    }

    private void tell(Event event) {
        switch (event) {
            case Event.Started again -> {}
            case Event.StepStarted it ->
                    line.send(new Message.StepStarted(it.index(), it.name(), it.at()));
            case Event.StepEnded it -> line.send(new Message.StepEnded(it.step(), it.completed()));
            case Event.Note it -> line.send(new Message.Note(it.line(), it.at()));
            case Event.CancelRequested it -> line.send(new Message.CancelRequested());
            case Event.Finished it ->
                    line.send(
                            new Message.Finished(
                                    it.state(), it.took(), it.problem(), it.concerns()));
        }
    }

    private void tellCounters(ProgressView progress) {
        try {
            while (!closed.await(COUNTERS_EVERY_MS, TimeUnit.MILLISECONDS)) {
                line.send(new Message.Steps(progress.steps()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
