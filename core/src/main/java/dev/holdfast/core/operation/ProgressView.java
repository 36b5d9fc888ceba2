package dev.holdfast.core.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A running operation as whoever shows it sees it. Safe to poll from any thread.
public interface ProgressView {

    /// All steps so far; the last one is the current one.
    List<StepView> steps();

    /// Empty before the first step.
    Optional<StepView> current();

    /// Every note so far.
    List<String> notes();

    /// One step at the moment of asking.
    ///
    /// @param index from 0
    /// @param done how much is done, in `unit`; 0 where nothing is counted
    /// @param status how things stand, in words; empty for work that has an end
    record StepView(
            int index,
            String name,
            long done,
            OptionalLong total,
            Optional<Progress.Unit> unit,
            Instant started,
            Optional<Instant> finished,
            String status) {}
}
