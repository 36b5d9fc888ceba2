package dev.holdfast.server;

import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Unit;
import dev.holdfast.core.operation.Event;
import dev.holdfast.core.operation.OperationListener;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.practices.monitor.check.CheckResult;
import dev.holdfast.practices.monitor.watch.Watch;
import dev.holdfast.practices.monitor.watch.WatchView;
import dev.holdfast.server.workshop.Workshop;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The watch over the estate as it was read last. What operations end with goes to it, so that one
/// that fails again and again is one alert, which ends when it succeeds.
final class CurrentWatch implements OperationListener, AutoCloseable {
    private final DaemonLog log;
    private final Map<String, Event.Started> begun = new ConcurrentHashMap<>();
    private volatile @Nullable Watch watch;

    CurrentWatch(DaemonLog log) {
        this.log = log;
    }

    /// Watches what `workshop` declares from now on.
    void follow(Workshop workshop) {
        close();
        try {
            watch = workshop.watch(log::line);
        } catch (HoldfastException e) {
            log.line("not watching: " + e.problem().message() + "; " + e.problem().hint());
        }
    }

    /// Whether everything that recurs still does; also where another process watches.
    boolean isWell() {
        Watch current = watch;
        return current == null || current.isWell();
    }

    /// How it all stands.
    WatchView view() {
        Watch current = watch;
        return current == null ? WatchView.NOTHING : current.view();
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Event.Started started -> begun.put(started.operation(), started);
            case Event.Finished finished ->
                    Optional.ofNullable(begun.remove(finished.operation()))
                            .ifPresent(started -> ended(started, finished));
            case Event.StepStarted _, Event.StepEnded _, Event.Note _, Event.CancelRequested _ -> {}
        }
    }

    private void ended(Event.Started started, Event.Finished finished) {
        Watch current = watch;
        if (current == null) {
            return;
        }
        switch (finished.state()) {
            case DONE -> current.take(done(started, finished));
            case FAILED, CRASHED ->
                    finished.problem()
                            .ifPresent(problem ->
                                    current.take(
                                            result(
                                                    started,
                                                    Health.CRITICAL,
                                                    problem.message(),
                                                    problem.hint())));
            case RUNNING, CANCELLED, INTERRUPTED -> {}
        }
    }

    private static CheckResult done(Event.Started started, Event.Finished finished) {
        return finished.concerns().isEmpty()
                ? result(started, Health.OK, "done", "")
                : result(
                        started,
                        Health.WARNING,
                        String.join("; ", finished.concerns()),
                        "holdfast operation show " + finished.operation());
    }

    private static CheckResult result(
            Event.Started started, Health state, String message, String hint) {
        return new CheckResult(
                started.kind().replace(' ', '-'),
                started.subject(),
                state,
                Optional.empty(),
                message,
                hint,
                Unit.COUNT,
                0);
    }

    @Override
    public void close() {
        Watch current = watch;
        watch = null;
        if (current != null) {
            current.close();
        }
    }
}
