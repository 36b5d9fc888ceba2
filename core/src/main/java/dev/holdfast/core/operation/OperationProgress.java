package dev.holdfast.core.operation;

import dev.holdfast.core.journal.OperationRecord.StepRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What a running operation tells, for whoever asks. Steps change rarely and under a lock; counters
/// are added to without one.
final class OperationProgress implements Progress, ProgressView {
    private final String operation;
    private final InstantSource clock;
    private final Listeners listeners;
    private final LongAdder uncounted = new LongAdder();
    private final List<Step> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    OperationProgress(String operation, InstantSource clock, Listeners listeners) {
        this.operation = operation;
        this.clock = clock;
        this.listeners = listeners;
    }

    @Override
    public Optional<String> operation() {
        return Optional.of(operation);
    }

    @Override
    public void step(String name) {
        end(true);
        Step step;
        synchronized (this) {
            step = new Step(steps.size(), name, clock.instant());
            steps.add(step);
        }
        listeners.tell(new Event.StepStarted(operation, step.index, name, step.started));
    }

    /// Ends the current step.
    ///
    /// @param completed false when a failure or a cancel cuts it off
    void end(boolean completed) {
        @Nullable StepView ended = null;
        synchronized (this) {
            if (!steps.isEmpty() && steps.getLast().finished == null) {
                steps.getLast().finished = clock.instant();
                ended = steps.getLast().view();
            }
        }
        if (ended != null) {
            listeners.tell(new Event.StepEnded(operation, ended, completed));
        }
    }

    @Override
    public synchronized void expect(long total, Unit unit) {
        if (!steps.isEmpty()) {
            steps.getLast().total = total;
            steps.getLast().unit = unit;
        }
    }

    @Override
    public synchronized LongAdder done() {
        return steps.isEmpty() ? uncounted : steps.getLast().done;
    }

    @Override
    public synchronized void status(String text) {
        if (!steps.isEmpty()) {
            steps.getLast().status = text;
        }
    }

    @Override
    public void note(String line) {
        synchronized (this) {
            notes.add(line);
        }
        listeners.tell(new Event.Note(operation, line, clock.instant()));
    }

    @Override
    public synchronized List<StepView> steps() {
        return steps.stream().map(Step::view).toList();
    }

    @Override
    public synchronized Optional<StepView> current() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast().view());
    }

    @Override
    public synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    synchronized List<StepRecord> records() {
        return steps.stream().map(Step::toRecord).toList();
    }

    private static final class Step {
        private final int index;
        private final String name;
        private final Instant started;
        private final LongAdder done = new LongAdder();
        private @Nullable Instant finished;
        private long total = -1;
        private @Nullable Unit unit;
        private String status = "";

        Step(int index, String name, Instant started) {
            this.index = index;
            this.name = name;
            this.started = started;
        }

        StepView view() {
            return new StepView(
                    index,
                    name,
                    done.sum(),
                    total < 0 ? OptionalLong.empty() : OptionalLong.of(total),
                    Optional.ofNullable(unit),
                    started,
                    Optional.ofNullable(finished),
                    status);
        }

        StepRecord toRecord() {
            return new StepRecord(
                    name,
                    started,
                    Optional.ofNullable(finished),
                    done.sum(),
                    total,
                    unit == null ? "" : unit.name().toLowerCase(Locale.ROOT));
        }
    }
}
