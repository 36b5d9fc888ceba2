package dev.holdfast.core.operation;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// What a handler tells about its work. Counters are added to without a lock and polled by whoever
/// shows them; nothing is pushed per item.
public interface Progress {

    /// Begins the next step; the one before it is done.
    ///
    /// @param name short and in the infinitive, such as `read pages`
    void step(String name);

    /// Sets how much the current step has to do, where it is known.
    void expect(long total, Unit unit);

    /// The counter of the current step. Safe for many threads; fetch it once per step.
    LongAdder done();

    /// One line that the user should see, such as a fallback and its reason.
    void note(String line);

    /// The id of the operation that this tells about; empty where nobody remembers it.
    default Optional<String> operation() {
        return Optional.empty();
    }

    /// How things stand, for work that has no end: shown with the current step in place of what was
    /// said before.
    default void status(String text) {}

    enum Unit {
        BYTES,
        ITEMS
    }

    /// Swallows everything: for callers that show nothing.
    static Progress silent() {
        return new SilentProgress();
    }
}
